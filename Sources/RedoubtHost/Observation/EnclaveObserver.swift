internal import CoreMetrics
internal import Logging
internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization
internal import Tracing

/// Reports what happens to one enclave.
final class EnclaveObserver: Sendable {
    private let enclave: String
    private let metrics: (any MetricsFactory)?
    private let calls: CallMetrics?
    private let tracer: (any Tracer)?
    private let logger: Logger?
    /// What spans and records say of it; nil until it has been launched.
    private let launched = Mutex<LaunchedEnclave?>(nil)

    /// Makes an observer; nil if there is nothing to report to.
    init?(_ observation: Observation, image: String) {
        guard
            observation.metrics != nil || observation.tracer != nil || observation.logger != nil
        else { return nil }
        enclave = StatisticsDescription.name(image, without: ".enclave")
        metrics = observation.metrics
        calls = observation.metrics.map { [enclave] in CallMetrics($0, enclave: enclave) }
        tracer = observation.tracer
        logger = observation.logger
    }

    /// The enclave serves calls.
    func didLaunch(_ enclave: LaunchedEnclave, by monitor: MonitorProcess, in time: Duration) {
        launched.withLock { $0 = enclave }
        count(
            "redoubt.launches",
            [("isolation", "\(enclave.level)"), ("platform", "\(monitor.mode)")]
        )
        if let metrics {
            Timer(
                label: "redoubt.launch.duration",
                dimensions: [("enclave", self.enclave)],
                factory: metrics
            ).recordNanoseconds(time.nanoseconds)
        }
        log(
            .info,
            "enclave launched",
            [
                "signer": "\(enclave.identity.signer)", "platform": "\(monitor.mode)",
                "monitor": "\(monitor.processID)", "threads": "\(enclave.threadCount)",
                "milliseconds": "\(time.nanoseconds / 1_000_000)",
            ]
        )
    }

    /// There is no enclave.
    func didNotLaunch(_ error: any Error) {
        count("redoubt.launch.failures", [("code", CallFailure(error).code)])
        log(.error, "launch failed", ["error": "\(error)"])
    }

    /// The enclave is back at its start.
    func didReset() {
        count("redoubt.resets", [])
        log(.info, "enclave reset", [:])
    }

    /// The enclave has ended; what was never launched is not said to have.
    func didEnd(_ reason: StopReason) {
        guard launched.withLock({ $0 != nil }) else { return }
        count("redoubt.ends", [("reason", reason.name)])
        log(
            reason == .requested ? .info : .error,
            "enclave ended",
            ["reason": "\(reason.name)", "description": "\(reason)"]
        )
    }

    /// Makes a call of the host, and reports it.
    nonisolated(nonsending) func observe<Reply>(
        _ method: InterfaceMethod,
        _ body: nonisolated(nonsending) () async throws -> Reply
    ) async throws -> Reply {
        let start = ContinuousClock.now
        let span = span("\(method.name)", .client)
        do {
            let reply = try await within(span, body)
            calls?.record(method, start.duration(to: .now), failure: nil)
            span?.end()
            return reply
        } catch {
            let failure = CallFailure(error)
            calls?.record(method, start.duration(to: .now), failure: failure)
            fail(span, failure)
            throw error
        }
    }

    /// Serves a call of the enclave, and reports it.
    nonisolated(nonsending) func observe(
        _ handler: some OCALLDispatcher,
        _ method: UInt32,
        _ body: () async -> CallStatus
    ) async -> CallStatus {
        guard let span = span(Self.name(of: method, in: handler), .internal) else {
            return await body()
        }
        let status = await InstrumentationContext.$current.withValue(span.context) { await body() }
        if status == .value { span.end() } else { fail(span, CallFailure(status)) }
        return status
    }

    private nonisolated(nonsending) func within<Result>(
        _ span: (any Span)?,
        _ body: nonisolated(nonsending) () async throws -> Result
    ) async throws -> Result {
        guard let span else { return try await body() }
        return try await InstrumentationContext.withValue(span.context) { try await body() }
    }

    private func span(_ name: String, _ kind: SpanKind) -> (any Span)? {
        guard let tracer else { return nil }
        let span: any Span = tracer.startSpan(name, ofKind: kind)
        span.updateAttributes { attributes in
            attributes["redoubt.enclave"] = enclave
            launched.withLock { launched in
                guard let launched else { return }
                attributes["redoubt.measurement"] = "\(launched.identity.measurement)"
                attributes["redoubt.isolation"] = "\(launched.level)"
            }
        }
        return span
    }

    private func fail(_ span: (any Span)?, _ failure: CallFailure) {
        span?.recordError(failure)
        span?.attributes["redoubt.code"] = failure.code
        span?.setStatus(SpanStatus(code: .error))
        span?.end()
    }

    private static func name(of method: UInt32, in handler: some OCALLDispatcher) -> String {
        let names = type(of: handler).methodNames
        guard method < names.count else { return "OCALL" }
        return "\(names[Int(method)])"
    }

    private func count(_ label: String, _ dimensions: [(String, String)]) {
        guard let metrics else { return }
        Counter(label: label, dimensions: [("enclave", enclave)] + dimensions, factory: metrics)
            .increment()
    }

    private func log(_ level: Logger.Level, _ message: Logger.Message, _ more: Logger.Metadata) {
        guard let logger else { return }
        var metadata: Logger.Metadata = ["enclave": "\(enclave)"]
        if let launched = launched.withLock({ $0 }) {
            metadata["measurement"] = "\(launched.identity.measurement)"
            metadata["isolation"] = "\(launched.level)"
        }
        logger.log(level: level, message, metadata: metadata.merging(more) { $1 })
    }
}
