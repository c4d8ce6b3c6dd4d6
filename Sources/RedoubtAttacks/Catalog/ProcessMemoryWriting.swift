internal import Glibc

/// Writes to `/proc/PID/mem`: the very bytes that are there, so that nothing breaks.
struct ProcessMemoryWriting: Attack {
    let name = "proc-mem-write"
    let aim = Aim.control

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var failure: Int32 = 0
        for process in target.sealed {
            let file = unsafe open("/proc/\(process)/mem", O_RDWR | O_CLOEXEC)
            guard file >= 0 else {
                failure = errno
                continue
            }
            defer { close(file) }
            for area in ProcessMap(of: process).areas where area.isWritable {
                var word: UInt64 = 0
                let at = off_t(area.range.lowerBound)
                if unsafe pread(file, &word, 8, at) == 8, unsafe pwrite(file, &word, 8, at) == 8 {
                    return .found("wrote to process \(process) \(area.path)")
                }
                failure = errno
            }
        }
        return .nothing("nothing could be written (\(unsafe String(cString: strerror(failure))))")
    }
}
