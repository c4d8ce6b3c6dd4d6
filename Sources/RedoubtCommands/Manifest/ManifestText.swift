import Foundation

/// Where the keys of an `enclave.json` stand and how their values are spelled: what the decoder does not say.
///
/// For text that the decoder has read as a JSON5 object, and so found to be well-formed.
struct ManifestText {
    /// A key of the outermost object.
    struct Entry {
        /// What it says, escapes resolved.
        let name: String
        /// The line it stands on, from 1.
        let line: Int
        /// Its value as it is spelled.
        fileprivate(set) var value: String
    }

    /// The entries, in their order; a key that stands there twice is there twice.
    let entries: [Entry]

    /// Finds the entries.
    init(_ bytes: [UInt8]) {
        var scanner = Scanner(bytes: bytes)
        scanner.run()
        entries = scanner.entries
    }

    /// The entry of a key; nil if its spelling is too unusual to find.
    func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

    private struct Scanner {
        let bytes: [UInt8]
        var entries: [Entry] = []
        private var position = 0
        private var line = 1
        private var depth = 0
        /// The key, or the value, that is being read.
        private var token = 0..<0
        private var isValue = false

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func run() {
            while position < bytes.count {
                let start = position
                switch bytes[position] {
                case UInt8(ascii: "/"):
                    skipComment()
                    continue
                case UInt8(ascii: "\""), UInt8(ascii: "'"):
                    skipString()
                // The decoder's blanks: a vertical tab and a form feed are among them, and no others of Unicode's.
                case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C, UInt8(ascii: "\n"),
                    UInt8(ascii: "\r"):
                    if endsLine(position) { line += 1 }
                    position += 1
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    position += 1
                    if depth == 1 { continue }
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    position += 1
                    if depth == 0 {
                        endEntry()
                        continue
                    }
                case UInt8(ascii: ":") where depth == 1 && !isValue:
                    position += 1
                    entries.append(Entry(name: name(token), line: line, value: ""))
                    token = 0..<0
                    isValue = true
                    continue
                case UInt8(ascii: ",") where depth == 1:
                    position += 1
                    endEntry()
                    continue
                default:
                    position += 1
                }
                token = (token.isEmpty ? start : token.lowerBound)..<position
            }
        }

        /// Whether a line ends with a byte: a carriage return with a line feed after it is counted once.
        private func endsLine(_ position: Int) -> Bool {
            switch bytes[position] {
            case UInt8(ascii: "\n"): true
            case UInt8(ascii: "\r"):
                position + 1 == bytes.count || bytes[position + 1] != UInt8(ascii: "\n")
            default: false
            }
        }

        private mutating func endEntry() {
            if isValue { entries[entries.count - 1].value = text(token) }
            token = 0..<0
            isValue = false
        }

        private mutating func skipComment() {
            let isBlock = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "*")
            position += 2
            while position < bytes.count {
                let byte = bytes[position]
                // As the decoder has it; what Unicode calls the end of a line ends no comment.
                if !isBlock && (byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")) { return }
                if endsLine(position) { line += 1 }
                position += 1
                guard isBlock, byte == UInt8(ascii: "*"), position < bytes.count else { continue }
                if bytes[position] == UInt8(ascii: "/") {
                    position += 1
                    return
                }
            }
        }

        private mutating func skipString() {
            let quote = bytes[position]
            position += 1
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if byte == quote { return }
                if byte == UInt8(ascii: "\\") && position < bytes.count { position += 1 }
            }
        }

        private func text(_ range: Range<Int>) -> String {
            String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
        }

        private func name(_ range: Range<Int>) -> String {
            let spelled = text(range)
            guard let quote = spelled.first, quote == "\"" || quote == "'" else { return spelled }
            let decoder = JSONDecoder()
            decoder.allowsJSON5 = true
            return (try? decoder.decode(String.self, from: Data(spelled.utf8))) ?? spelled
        }
    }
}
