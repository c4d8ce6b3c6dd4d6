import BenchInterface
import Foundation
import RedoubtHost

/// What a launch costs through the platform service, beside one without it.
enum ServiceBench {
    /// Launches in turn with the service and without it, at the level that the service gives.
    ///
    /// - Returns: the figure; nil, with the reason on standard error, where no service can be had.
    static func measure(_ image: BenchImage) async throws -> Figure? {
        let service: BenchService
        do {
            service = try await BenchService()
        } catch {
            StandardError.write("left out: launches by the platform service: \(error)")
            return nil
        }
        var byService = LaunchOptions()
        byService.platform = .service(path: service.socket)
        // The first launch finds the level out, and fills caches.
        let level = try await Enclave.withLaunched(
            image.path,
            policy: .development,
            options: byService
        ) { $0.isolation }
        byService.isolation = .exactly(level)
        var byHost = LaunchOptions()
        byHost.platform = .development
        byHost.isolation = .exactly(level)
        var with: [Double] = []
        var without: [Double] = []
        for _ in 0..<30 {
            without.append(try await milliseconds(image, byHost))
            with.append(try await milliseconds(image, byService))
        }
        return Figure(
            figure: "cold launch to first reply by the platform service (\(level))",
            value: median(with),
            unit: "ms",
            peer: "the same without it",
            peerValue: median(without),
            target: .difference(5)
        )
    }

    private static func milliseconds(
        _ image: BenchImage,
        _ options: LaunchOptions
    ) async throws -> Double {
        let start = ContinuousClock.now
        return try await Enclave.withLaunched(
            image.path,
            policy: .development,
            options: options
        ) { enclave in
            try await BenchClient(enclave).empty()
            return (ContinuousClock.now - start).inMicroseconds / 1_000
        }
    }
}
