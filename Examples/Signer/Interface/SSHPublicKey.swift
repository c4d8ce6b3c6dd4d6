extension KeyInformation {
    /// The public key as SSH writes it (RFC 5656, 3.1; RFC 8709, 4).
    public var sshPublicKey: [UInt8] {
        request.algorithm.sshPublicKey(publicKey)
    }
}

extension KeyAlgorithm {
    /// The algorithm's name in SSH.
    public var sshName: String {
        switch self {
        case .p256: "ecdsa-sha2-nistp256"
        case .ed25519: "ssh-ed25519"
        }
    }

    /// A public key of this algorithm as SSH writes it.
    public func sshPublicKey(_ publicKey: [UInt8]) -> [UInt8] {
        var writer = MessageWriter()
        writer.string(sshName.utf8)
        if self == .p256 { writer.string("nistp256".utf8) }
        writer.string(publicKey)
        return writer.bytes
    }
}
