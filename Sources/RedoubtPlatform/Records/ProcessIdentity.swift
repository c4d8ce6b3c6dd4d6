internal import CRedoubtSystem
internal import RedoubtControl

/// A process for good: its number, and when it started, which tells it from a later one with that number.
struct ProcessIdentity: Codable, Equatable, Sendable {
    let number: Int32
    /// In the kernel's ticks since the machine started.
    let startTicks: UInt64

    init(number: Int32, startTicks: UInt64) {
        self.number = number
        self.startTicks = startTicks
    }

    /// The process that has this number now; nil if there is none, or it has ended.
    init?(of number: Int32) {
        guard let status = ProcessStatus(process: number) else { return nil }
        self.init(number: number, startTicks: status.startTicks)
    }

    /// Opens the process; nil if it has ended.
    func open() -> OwnedDescriptor? {
        let descriptor = redoubt_process_descriptor(number)
        guard descriptor >= 0 else { return nil }
        let owned = OwnedDescriptor(descriptor)
        // Only now is it certain whose descriptor that is.
        guard ProcessIdentity(of: number) == self else { return nil }
        return owned
    }
}
