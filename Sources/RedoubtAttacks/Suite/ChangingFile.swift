internal import Glibc
internal import RedoubtControl
internal import Synchronization

/// A file one byte of which changes all the time.
final class ChangingFile: Sendable {
    private let path: String
    private let offset: Int
    private let byte: UInt8
    private let isOver = Atomic<Bool>(false)

    init(path: String, offset: Int, byte: UInt8) {
        self.path = path
        self.offset = offset
        self.byte = byte
    }

    func start() throws {
        try SystemThread.start { [self] in
            let file = unsafe open(path, O_RDWR | O_CLOEXEC)
            guard file >= 0 else { return }
            defer { close(file) }
            while !isOver.load(ordering: .relaxed) {
                for value in [~byte, byte] {
                    _ = unsafe withUnsafeBytes(of: value) {
                        unsafe pwrite(file, $0.baseAddress, 1, off_t(offset))
                    }
                    usleep(UInt32.random(in: 0...3_000))
                }
            }
        }
    }

    func end() { isOver.store(true, ordering: .relaxed) }
}
