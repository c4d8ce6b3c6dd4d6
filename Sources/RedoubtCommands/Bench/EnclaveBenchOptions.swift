import ArgumentParser
import RedoubtHost

/// What every benchmark that launches an enclave of its own can be told, and how it launches it.
struct EnclaveBenchOptions: ParsableArguments {
    @Option(help: "How long to measure, in seconds; of several operations, each.")
    var seconds = 4.0

    @Option(
        help: ArgumentHelp(
            "The level of isolation; by default the strongest that the machine gives. One of "
                + "\(IsolationName.all.joined(separator: ", ")).",
            valueName: "level"
        )
    )
    var isolation: String?

    func validate() throws {
        guard seconds > 0, seconds <= 600 else {
            throw ValidationError("--seconds must be more than 0 and at most 600.")
        }
        if let isolation, IsolationName.level(isolation) == nil {
            throw ValidationError(
                "--isolation must be one of \(IsolationName.all.joined(separator: ", "))."
            )
        }
    }

    /// Builds an enclave of the clone's, and launches it for the time that `body` runs.
    ///
    /// - Throws: ``CommandFailure`` outside of a clone; what the build, the launch and `body` throw.
    func withEnclave<Result>(
        _ name: String,
        handlers: [any OCALLDispatcher] = [],
        _ body: nonisolated(nonsending) (_ enclave: Enclave, _ clone: String) async throws -> Result
    ) async throws -> Result {
        #if DEBUG
        StandardError.write(
            "This program is a debug build: its part of the figures says nothing about a release."
        )
        #endif
        guard let clone = RedoubtClone.find() else {
            throw CommandFailure(
                "the benchmarks are a part of Redoubt's repository: run them from a clone"
            )
        }
        let target = try EnclaveTarget.find(in: clone, named: [name])[0]
        let image = try BuildCommand.build(target, of: clone)
        var options = LaunchOptions()
        options.handlers = handlers
        if let level = isolation.flatMap(IsolationName.level) {
            options.isolation = .exactly(level)
        }
        return try await Enclave.withLaunched(
            image,
            policy: .development,
            options: options
        ) { enclave in
            try await body(enclave, clone)
        }
    }
}
