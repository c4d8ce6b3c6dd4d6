public import RedoubtABI

extension ByteSource {
    /// The next piece of the stream; nil at its end.
    ///
    /// Waits until the host has it. Its size is what the host chose, at most what the channel holds.
    ///
    /// - Throws: ``StreamError``. Outside of a call, and outside of an enclave, it is `notOpen`.
    public func next() throws(StreamError) -> [UInt8]? {
        #if hasFeature(Embedded)
        guard let channel = ThreadServer.currentChannel else { throw .notOpen }
        return try channel.readStream(stream)
        #else
        throw .notOpen
        #endif
    }
}
