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

    @Flag(help: "Do not compare with gRPC, which is fetched and built for that.")
    var withoutGrpc = false

    func run() async throws {
        #if DEBUG
        StandardError.write("This is a debug build: the figures say nothing about a release.")
        #endif
        let (image, clone) = try Self.image()
        var allMet = true
        var figures = try await CallBench.measure(image)
        if !withoutGrpc, let figure = GRPCBench.measure(beside: figures, clone: clone) {
            figures.append(figure)
        }
        figures += try await LaunchBench(image, clone: clone).measure()
        if let figure = try await ServiceBench.measure(image) { figures.append(figure) }
        figures += [try MeasuringBench.measuring(), try MeasuringBench.checking()]
        for figure in figures {
            print(try figure.line(json: json))
            allMet = allMet && figure.ok
        }
        if !allMet { throw ExitCode(1) }
    }

    private static func image() throws -> (image: String, clone: String) {
        guard let clone = RedoubtClone.find() else {
            throw CommandFailure(
                "the benchmarks are a part of Redoubt's repository: run them from a clone"
            )
        }
        let image = try BuildCommand.build(
            EnclaveTarget.find(in: clone, named: ["BenchEnclave"])[0],
            of: clone
        )
        return (image, clone)
    }
}
