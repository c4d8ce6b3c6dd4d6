import ArgumentParser
import BenchInterface
import Foundation
import RedoubtHost

/// The command `redoubt bench`.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract:
            "Measures calls, launches and images on this machine, beside what they are built on.",
        discussion: """
            Run it from a clone, built with `swift build -c release`. Status 1 says that a target was missed.
            """,
        subcommands: [BenchVerifyCommand.self, BenchPeerCommand.self]
    )

    @Flag(help: "One JSON object per line.")
    var json = false

    func run() async throws {
        #if DEBUG
        StandardError.write("This is a debug build: the figures say nothing about a release.")
        #endif
        let image = try Self.image()
        var allMet = true
        let figures =
            try await CallBench.measure(image) + [
                launchFigure(image), ServiceBench.measure(image),
                MeasuringBench.measuring(), MeasuringBench.checking(),
            ]
        for case .some(let figure) in figures {
            print(try figure.line(json: json))
            allMet = allMet && figure.ok
        }
        if !allMet { throw ExitCode(1) }
    }

    private static func image() throws -> String {
        guard let clone = RedoubtClone.find() else {
            throw CommandFailure(
                "the benchmarks are a part of Redoubt's repository: run them from a clone"
            )
        }
        return try BuildCommand.build(
            EnclaveTarget.find(in: clone, named: ["BenchEnclave"])[0],
            of: clone
        )
    }

    private func launchFigure(_ image: String) async throws -> Figure {
        var launches: [Double] = []
        var spawns: [Double] = []
        var options = LaunchOptions()
        options.platform = .development
        for _ in 0..<30 {
            let start = ContinuousClock.now
            try await Enclave.withLaunched(
                image,
                policy: .development,
                options: options
            ) { enclave in
                try await BenchClient(enclave).empty()
                launches.append((ContinuousClock.now - start).inMicroseconds / 1_000)
            }
            let spawn = ContinuousClock.now
            let process = try Process.run(URL(fileURLWithPath: "/bin/true"), arguments: [])
            process.waitUntilExit()
            spawns.append((ContinuousClock.now - spawn).inMicroseconds / 1_000)
        }
        return Figure(
            figure: "cold launch to first reply",
            value: median(launches),
            unit: "ms",
            peer: "starting /bin/true",
            peerValue: median(spawns),
            target: .value(60)
        )
    }
}
