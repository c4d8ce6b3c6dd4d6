internal import CoreMetrics
internal import RedoubtABI
internal import Synchronization

/// The metrics of an enclave's calls, made once for each method and kind of failure.
final class CallMetrics: Sendable {
    private struct Key: Hashable {
        let interface: InterfaceFingerprint
        let index: UInt32
    }

    private struct Method {
        let calls: Counter
        let duration: Timer
        var failures: [String: Counter] = [:]
    }

    private let factory: any MetricsFactory
    private let enclave: String
    private let methods = Mutex<[Key: Method]>([:])

    init(_ factory: any MetricsFactory, enclave: String) {
        self.factory = factory
        self.enclave = enclave
    }

    /// Counts a call that is over.
    func record(_ method: InterfaceMethod, _ time: Duration, failure: CallFailure?) {
        let key = Key(interface: method.interface, index: method.index)
        let (calls, duration, failures) = methods.withLock { methods in
            var known = methods[key] ?? make(method)
            defer { methods[key] = known }
            guard let failure else { return (known.calls, known.duration, nil as Counter?) }
            let counter =
                known.failures[failure.code]
                ?? Counter(
                    label: "redoubt.call.failures",
                    dimensions: dimensions(method) + [("code", failure.code)],
                    factory: factory
                )
            known.failures[failure.code] = counter
            return (known.calls, known.duration, counter)
        }
        calls.increment()
        failures?.increment()
        duration.recordNanoseconds(time.nanoseconds)
    }

    private func make(_ method: InterfaceMethod) -> Method {
        Method(
            calls: Counter(
                label: "redoubt.calls",
                dimensions: dimensions(method),
                factory: factory
            ),
            duration: Timer(
                label: "redoubt.call.duration",
                dimensions: dimensions(method),
                factory: factory
            )
        )
    }

    private func dimensions(_ method: InterfaceMethod) -> [(String, String)] {
        [("enclave", enclave), ("method", "\(method.name)")]
    }
}
