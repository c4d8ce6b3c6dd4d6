import EnclaveTesting
import Glibc
import RedoubtHost
import Testing

@Suite("What this machine gives")
struct TestedIsolationTests {
    @Test("Where /dev/kvm is, no level of virtualization is skipped")
    func noSilentSkip() {
        let kvmExists = unsafe access("/dev/kvm", F_OK) == 0
        let tested = testedIsolation.filter { $0.backend == .virtualization }
        if kvmExists { #expect(tested.contains(IsolationLevel(.virtualization, .ordinary))) }
        #expect(testedIsolation.contains(IsolationLevel(.process, .ordinary)))
    }
}
