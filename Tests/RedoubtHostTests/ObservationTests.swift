import CoreMetrics
import EnclaveTesting
import FixtureInterface
import InMemoryTracing
import Logging
import MetricsTestKit
import RedoubtHost
import Testing
import Tracing

@Suite("Observation")
struct ObservationTests {
    /// Keeps records.
    private struct RecordKeeper: LogHandler {
        let records: Guarded<[(message: String, metadata: Logger.Metadata)]>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            records.withLock {
                $0.append(("\(event.message)", event.metadata ?? [:]))
            }
        }
    }

    private func dimensions(_ method: String) -> [(String, String)] {
        [("enclave", "FixtureEnclave"), ("method", method)]
    }

    @Test(arguments: testedIsolation)
    func `Metrics say what was called, how often, and how it failed`(
        _ level: IsolationLevel
    ) async throws {
        let metrics = TestMetrics()
        try await withFixture(level, { $0.observation.metrics = metrics }) {
            enclave,
            client async throws in
            for number in 0..<7 { _ = try await client.add(number, 1) }
            await #expect(throws: FixtureError.self) { try await client.fail(with: 3) }
            let tooMuch = [UInt8](repeating: 0, count: enclave.channelMemory.layout.payloadBytes)
            _ = await enclaveError {
                _ = try await FixtureClient(enclave.calls(timeout: .seconds(5))).echo(tooMuch)
            }
            if level.backend == .virtualization { try await enclave.reset() }
            let call = Task { try await client.loopForEver() }
            try await Task.sleep(for: .milliseconds(20))
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
        }
        #expect(
            try metrics.expectCounter("redoubt.calls", dimensions("Fixture.add")).totalValue == 7
        )
        let timer = try metrics.expectTimer("redoubt.call.duration", dimensions("Fixture.add"))
        #expect(timer.values.count == 7)
        #expect(timer.values.allSatisfy { $0 > 0 })
        #expect(metrics.counters(label: "redoubt.calls").count == 4)
        for (method, code) in [
            ("Fixture.fail", "declared"), ("Fixture.echo", "argumentsTooLarge"),
            ("Fixture.loopForEver", "cancelled"),
        ] {
            let failures = try metrics.expectCounter(
                "redoubt.call.failures",
                dimensions(method) + [("code", code)]
            )
            #expect(failures.totalValue == 1)
        }
        let enclave = ("enclave", "FixtureEnclave")
        let launches = try metrics.expectCounter(
            "redoubt.launches",
            [enclave, ("isolation", "\(level)"), ("platform", "development")]
        )
        #expect(launches.totalValue == 1)
        #expect(metrics.timers(label: "redoubt.launch.duration").first?.values.count == 1)
        let ends = try metrics.expectCounter("redoubt.ends", [enclave, ("reason", "requested")])
        #expect(ends.totalValue == 1)
        let resets = metrics.counters(label: "redoubt.resets").map(\.totalValue)
        #expect(resets == (level.backend == .virtualization ? [1] : []))
    }

    @Test(arguments: testedIsolation)
    func `Each call is a span, and the enclave's own calls are spans within it`(
        _ level: IsolationLevel
    ) async throws {
        let tracer = InMemoryTracer()
        try await withFixture(level, { $0.observation.tracer = tracer }) {
            enclave,
            client async throws in
            #expect(try await client.askHost(41) == 42)
            let secret = [UInt8]("a secret argument".utf8)
            #expect(try await client.echo(secret) == secret)
            await #expect(throws: FixtureError.self) { try await client.fail(with: 271_828) }

            #expect(tracer.activeSpans.isEmpty)
            let spans = tracer.popFinishedSpans()
            #expect(
                spans.map(\.operationName)
                    == ["Oracle.next", "Fixture.askHost", "Fixture.echo", "Fixture.fail"]
            )
            let (inner, outer) = (spans[0], spans[1])
            #expect(inner.parentSpanID == outer.spanID)
            #expect(inner.traceID == outer.traceID)
            #expect(outer.kind == .client)
            #expect(spans[2].traceID != outer.traceID)
            for span in spans {
                let measurement = "\(enclave.identity.measurement)"
                #expect(
                    span.attributes["redoubt.measurement"]?.toSpanAttribute()
                        == .string(measurement)
                )
                #expect(
                    span.attributes["redoubt.isolation"]?.toSpanAttribute() == .string("\(level)")
                )
                let text = "\(span.attributes) \(span.errors.map { "\($0.error)" })"
                #expect(!text.contains("secret"))
                // The declared error holds its code: that is the enclave's, and not reported.
                #expect(!text.contains("271828"))
            }
            #expect(spans[2].errors.isEmpty && spans[2].status == nil)
            #expect(spans[3].errors.count == 1)
            #expect(spans[3].status?.code == .error)
            #expect("\(spans[3].errors[0].error)".contains("FixtureError"))
        }
    }

    @Test func `A span that the host is in has the call within it`() async throws {
        let level = try #require(testedIsolation.last)
        let tracer = InMemoryTracer()
        try await withFixture(level, { $0.observation.tracer = tracer }) { _, client async throws in
            try await tracer.withSpan("request") { _ in _ = try await client.add(1, 2) }
        }
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["Fixture.add", "request"])
        #expect(spans.first?.parentSpanID == spans.last?.spanID)
    }

    @Test(arguments: testedIsolation)
    func `Records say who was launched, and why it ended`(_ level: IsolationLevel) async throws {
        let records = Guarded<[(message: String, metadata: Logger.Metadata)]>([])
        let logger = Logger(label: "test", factory: { _ in RecordKeeper(records: records) })
        var measurement = ""
        try await withFixture(level, { $0.observation.logger = logger }) {
            enclave,
            client async throws in
            measurement = "\(enclave.identity.measurement)"
            let error = await enclaveError { try await client.commit(.trap) }
            #expect(error?.code == .stopped)
        }
        let kept = records.withLock { $0 }
        try #require(kept.map(\.message) == ["enclave launched", "enclave ended"])
        for record in kept {
            #expect(record.metadata["enclave"] == "FixtureEnclave")
            #expect(record.metadata["measurement"] == "\(measurement)")
            #expect(record.metadata["isolation"] == "\(level)")
        }
        #expect(kept[0].metadata["platform"] == "development")
        #expect(kept[0].metadata["milliseconds"] != nil)
        #expect(kept[1].metadata["reason"] == "fault")
    }

    @Test func `A launch that fails is counted and recorded`() async throws {
        let metrics = TestMetrics()
        let records = Guarded<[(message: String, metadata: Logger.Metadata)]>([])
        var options = LaunchOptions()
        options.observation = Observation(
            metrics: metrics,
            logger: Logger(label: "test", factory: { _ in RecordKeeper(records: records) })
        )
        let error = await enclaveError {
            _ = try await Enclave.launch(
                "/none/Some.enclave",
                policy: .development,
                options: options
            )
        }
        #expect(error?.code == .imageUnreadable)
        let failures = try metrics.expectCounter(
            "redoubt.launch.failures",
            [("enclave", "Some"), ("code", "imageUnreadable")]
        )
        #expect(failures.totalValue == 1)
        #expect(records.withLock { $0.map(\.message) } == ["launch failed"])
    }
}
