extension JSONText {
    /// A JSON string that stands for some UTF-8.
    static func quoted(_ text: some Sequence<UInt8>) -> [UInt8] {
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                quoted += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"):
                quoted += Array("\\n".utf8)
            case 0..<0x20, 0x7f:
                quoted += Array("\\u00\(Hexadecimal.encode([byte]))".utf8)
            default:
                quoted.append(byte)
            }
        }
        return quoted + [UInt8(ascii: "\"")]
    }
}
