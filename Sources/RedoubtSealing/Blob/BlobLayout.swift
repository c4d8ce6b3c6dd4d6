/// Where the fields of a sealed blob's header are, version 1; see docs/SEALING.md.
///
/// All of the header is authenticated with the content. Integers are little-endian. Fields that the policy does not
/// need are zeros.
enum BlobLayout {
    static let magic: [UInt8] = [0x52, 0x44, 0x53, 0x42]  // RDSB
    static let currentVersion: UInt8 = 1
    static let debugFlag: UInt8 = 1
    static let developmentFlag: UInt8 = 2

    static let version = 4
    static let policy = 5
    static let flags = 6
    static let zero = 7
    static let epoch = 8
    static let securityVersion = 12
    static let secondZero = 14
    static let platform = 16..<32
    static let signer = 32..<64
    static let product = 64..<80
    static let family = 80..<96
    static let measurement = 96..<128
    static let keyID = 128..<144
    static let nonce = 144..<156
    /// The length of the header.
    static let byteCount = 156
    static let tagByteCount = 16
}
