public import RedoubtABI

extension ByteSink {
    /// Writes bytes to the stream, in as many pieces as it takes.
    ///
    /// Returns when the last piece is in the channel. What the host cannot take is told at the next write; after the
    /// last, the call itself fails in the host.
    ///
    /// - Throws: ``StreamError``. Outside of a call, and outside of an enclave, it is `notOpen`.
    public func write(_ bytes: [UInt8]) throws(StreamError) {
        #if hasFeature(Embedded)
        guard let channel = ThreadServer.currentChannel else { throw .notOpen }
        var failure: StreamError?
        unsafe bytes.withUnsafeBytes { buffer in
            do throws(StreamError) {
                unsafe try channel.writeStream(stream, buffer)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        #else
        throw .notOpen
        #endif
    }
}
