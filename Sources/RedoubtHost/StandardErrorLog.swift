internal import RedoubtControl

/// Where lines go that an enclave prints, unless the host takes them.
enum StandardErrorLog {
    static func write(_ line: String) {
        StandardError.write("enclave: \(line)")
    }
}
