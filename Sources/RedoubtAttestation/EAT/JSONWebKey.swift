/// A public key as JSON (RFC 7517): EC, Ed25519 or RSA.
struct JSONWebKey {
    /// The name that a set of keys knows it by.
    let id: String?
    /// The key; nothing if its type or curve is not known.
    let key: VerificationKey?

    /// Reads a key; members that are not needed, private ones among them, are ignored.
    init(_ reader: inout JSONReader) throws(Reason) {
        var texts: [String: String] = [:]
        try reader.object { (reader, key) throws(Reason) in
            let name = try reader.name(key)
            if reader.peek() == UInt8(ascii: "\""),
                ["kid", "kty", "crv", "x", "y", "n", "e"].contains(name)
            {
                texts[name] = try reader.text()
            } else {
                try reader.skipValue()
            }
        }
        func bytes(_ name: String, _ count: Int? = nil) -> [UInt8]? {
            guard let text = texts[name], let value = Base64.decode(text.utf8) else { return nil }
            guard let count else { return value }
            return value.count == count ? value : nil
        }
        func coordinates(_ count: Int) -> [UInt8]? {
            guard let x = bytes("x", count), let y = bytes("y", count) else { return nil }
            return x + y
        }
        id = texts["kid"]
        key =
            switch (texts["kty"], texts["crv"]) {
            case ("EC", "P-256"): coordinates(32).flatMap { VerificationKey(p256: $0[...]) }
            case ("EC", "P-384"): coordinates(48).flatMap { VerificationKey(p384: $0[...]) }
            case ("EC", "P-521"): coordinates(66).flatMap { VerificationKey(p521: $0[...]) }
            case ("OKP", "Ed25519"): bytes("x", 32).flatMap { VerificationKey(ed25519: $0[...]) }
            case ("RSA", nil):
                bytes("n").flatMap { modulus in
                    bytes("e").flatMap { VerificationKey(modulus: modulus, exponent: $0) }
                }
            default: nil
            }
    }

    /// Reads a key that takes up all of some text.
    init(json: [UInt8], at location: Reason.Location) throws(Reason) {
        var reader = try JSONReader(json, at: location)
        try self.init(&reader)
        try reader.requireEnd()
    }
}
