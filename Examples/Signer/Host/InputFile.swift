import Foundation

/// Files that the command line names.
enum InputFile {
    /// Reads a file of at most so many bytes.
    static func read(_ path: String, limitBytes: Int, advice: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw SignerFailure("\(path) cannot be read: name a file that is there")
        }
        let bytes = [UInt8](try file.read(upToCount: limitBytes + 1) ?? Data())
        guard bytes.count <= limitBytes else {
            throw SignerFailure("\(path) has more than \(limitBytes) bytes: \(advice)")
        }
        return bytes
    }
}

/// What the commands print.
enum StandardOutput {
    static func write(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

    /// Bytes as PEM.
    static func write(pem bytes: [UInt8], label: String) {
        let text = Data(bytes).base64EncodedString(options: [
            .lineLength64Characters, .endLineWithLineFeed,
        ])
        print("-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----")
    }
}
