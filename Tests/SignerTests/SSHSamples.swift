import SignerInterface

/// What SSH programs ask to be signed.
enum SSHSamples {
    /// A request for authentication (RFC 4252, 7), with one thing or another changed.
    static func authentication(
        _ key: KeyInformation,
        session: Int = 32,
        message: UInt8 = 50,
        service: String = "ssh-connection",
        method: String = "publickey",
        algorithm: String? = nil,
        publicKey: [UInt8]? = nil,
        serverKey: [UInt8]? = nil,
        rest: [UInt8] = []
    ) -> [UInt8] {
        var writer = MessageWriter()
        writer.string([UInt8](repeating: 9, count: session))
        writer.byte(message)
        writer.string("somebody".utf8)
        writer.string(service.utf8)
        writer.string(method.utf8)
        writer.byte(1)
        writer.string((algorithm ?? key.request.algorithm.sshName).utf8)
        writer.string(publicKey ?? key.sshPublicKey)
        if let serverKey { writer.string(serverKey) }
        return writer.bytes + rest
    }
}
