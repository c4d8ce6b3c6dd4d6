public import CoreMetrics
public import Logging
public import Tracing

/// Where a host's launches and calls are reported to.
///
/// Nothing is reported unless it is asked for, and then costs nothing. What is reported names the image, the enclave's
/// identity, methods and kinds of errors; never an argument, a reply, or what is in an error that a method declares.
public struct Observation: Sendable {
    /// Makes the metrics; nil for none.
    ///
    /// Counters `redoubt.calls` and `redoubt.call.failures`, timer `redoubt.call.duration`: by `enclave`, `method`,
    /// and `code` of the failure. Counters `redoubt.launches`, `redoubt.launch.failures`, `redoubt.resets`,
    /// `redoubt.ends`, timer `redoubt.launch.duration`: by `enclave` and what else tells them apart.
    public var metrics: (any MetricsFactory)?
    /// Makes a span for each call of the host, and for each of the enclave's within it; nil for none.
    public var tracer: (any Tracer)?
    /// Takes a record of each launch, reset and end; nil for none.
    public var logger: Logger?

    /// Says what is reported, and where to.
    public init(
        metrics: (any MetricsFactory)? = nil,
        tracer: (any Tracer)? = nil,
        logger: Logger? = nil
    ) {
        self.metrics = metrics
        self.tracer = tracer
        self.logger = logger
    }

    /// Nothing is reported.
    public static let off = Observation()

    /// Everything is reported to the backends that this process was bootstrapped with, to the logger `redoubt`.
    public static var bootstrapped: Observation {
        Observation(
            metrics: MetricsSystem.factory,
            tracer: InstrumentationSystem.tracer,
            logger: Logger(label: "redoubt")
        )
    }
}
