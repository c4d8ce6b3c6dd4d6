import ArgumentParser
import Foundation
import RedoubtHost

/// The command `redoubt bench`.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract:
            "Measures calls, launches and images on this machine, beside what they are built on.",
        discussion: """
            Run it from a clone, built with `swift build -c release --static-swift-stdlib`: a monitor that loads \
            Swift's libraries starts slower. Status 1 says that a target was missed.
            """,
        subcommands: [
            BenchVerifyCommand.self, BenchCryptoCommand.self, BenchSealingCommand.self,
            BenchSignerCommand.self, BenchPeerCommand.self,
        ]
    )

    /// Figures that belong together.
    enum Group: String, CaseIterable, ExpressibleByArgument {
        case calls, sleeping, data, concurrency, launches, service, images
    }

    @Flag(help: "One JSON object per line.")
    var json = false

    @Flag(help: "Do not compare with gRPC, which is fetched and built for that.")
    var withoutGrpc = false

    @Option(
        name: .customLong("only"),
        parsing: .upToNextOption,
        help:
            "Measures these groups alone, of: \(Group.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var groups: [Group] = Group.allCases

    @Option(help: "Writes PERFORMANCE.md and its plots into this folder, from a run of everything.")
    var report: String?

    func validate() throws {
        if report != nil, groups != Group.allCases {
            throw ValidationError("a report is of everything: leave --only out")
        }
    }

    func run() async throws {
        #if DEBUG
        StandardError.write("This is a debug build: the figures say nothing about a release.")
        #endif
        let (image, clone) = try Self.image()
        var figures: [Figure] = []
        for group in Group.allCases where groups.contains(group) {
            var measured = try await Self.measure(group, image, clone: clone)
            if group == .calls, !withoutGrpc,
                let figure = GRPCBench.measure(beside: measured, clone: clone)
            {
                measured.append(figure)
            }
            for figure in measured { print(try figure.line(json: json)) }
            figures += measured
        }
        if let report {
            try PerformancePage(figures: figures, machine: PerformancePage.describeMachine()).write(
                to: report,
                latency: try await CallPlots.latency(image),
                throughput: try await CallPlots.throughput(image)
            )
        }
        if !figures.allSatisfy(\.ok) { throw ExitCode(1) }
    }

    private static func measure(
        _ group: Group,
        _ image: BenchImage,
        clone: String
    ) async throws -> [Figure] {
        switch group {
        case .calls: try await CallBench.measure(image)
        case .sleeping: [try await SleepingBench.measure(image)]
        case .data: try await DataBench.measure(image)
        case .concurrency: [try await ConcurrencyBench.measure(image)]
        case .launches: try await LaunchBench(image, clone: clone).measure()
        case .service: try await ServiceBench.measure(image).map { [$0] } ?? []
        case .images: [try MeasuringBench.measuring(), try MeasuringBench.checking()]
        }
    }

    private static func image() throws -> (image: BenchImage, clone: String) {
        guard let clone = RedoubtClone.find() else {
            throw CommandFailure(
                "the benchmarks are a part of Redoubt's repository: run them from a clone"
            )
        }
        let image = try BuildCommand.build(
            EnclaveTarget.find(in: clone, named: ["BenchEnclave"])[0],
            of: clone
        )
        return (BenchImage(path: image), clone)
    }
}
