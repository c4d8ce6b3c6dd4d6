internal import CRedoubtSystem
internal import Synchronization

/// Holds the enclave's threads back until the whole monitor is jailed.
///
/// They share its address space: as long as one thread of the monitor has all system calls, an enclave that could
/// take over another would have them too.
final class StartGate: Sendable {
    private let isOpen = Atomic<UInt32>(0)

    /// Waits until the gate is open.
    func pass() {
        while isOpen.load(ordering: .acquiring) == 0 {
            _ = unsafe withUnsafePointer(to: isOpen) { word in
                unsafe redoubt_futex_wait(word, 0, -1)
            }
        }
    }

    /// Lets all through, for good.
    func open() {
        isOpen.store(1, ordering: .releasing)
        _ = unsafe withUnsafePointer(to: isOpen) { word in
            unsafe redoubt_futex_wake(word, .max)
        }
    }
}
