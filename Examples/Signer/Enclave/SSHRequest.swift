import SignerInterface

/// What SSH asks to be signed.
enum SSHRequest {
    private static let userAuthentication: UInt8 = 50

    /// Whether it is a request for authentication with a key (RFC 4252, 7), or the same bound to a server's key
    /// (OpenSSH's `publickey-hostbound-v00@openssh.com`).
    static func isAuthentication(_ bytes: [UInt8], with key: KeyInformation) -> Bool {
        var reader = MessageReader(bytes)
        do throws(MalformedMessage) {
            // The session's identifier, a hash of 20 to 64 bytes.
            guard try (20...64).contains(reader.string().count),
                try reader.byte() == userAuthentication
            else { return false }
            _ = try reader.string()
            guard try reader.string().elementsEqual("ssh-connection".utf8) else { return false }
            let method = try reader.string()
            guard try reader.byte() == 1,
                try reader.string().elementsEqual(key.request.algorithm.sshName.utf8),
                try reader.string() == key.sshPublicKey
            else { return false }
            if method.elementsEqual("publickey-hostbound-v00@openssh.com".utf8) {
                _ = try reader.string()
            } else if !method.elementsEqual("publickey".utf8) {
                return false
            }
            try reader.end()
            return true
        } catch {
            return false
        }
    }
}
