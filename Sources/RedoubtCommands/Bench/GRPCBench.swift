import Foundation
import RedoubtControl

/// A call beside what many services use between processes: gRPC over a Unix socket, a package of its own in
/// `Benchmarks/Peers/GRPC`.
enum GRPCBench {
    private struct Answer: Decodable {
        let medianMicroseconds: Double
    }

    /// The figure that a call by gRPC is compared with.
    static let callFigure = "hot empty typed call, median"

    /// Builds the peer, the first time in minutes, and measures it.
    ///
    /// - Parameters:
    ///   - figures: what was measured before; ``callFigure`` is among them.
    ///   - clone: the folder of this repository.
    /// - Returns: the figure; nil, with the reason on standard error, where the peer cannot be had.
    static func measure(beside figures: [Figure], clone: String) -> Figure? {
        do {
            guard let call = figures.first(where: { $0.figure.hasPrefix(callFigure) }) else {
                throw CommandFailure("there is no figure of a call")
            }
            return Figure(
                figure: callFigure,
                value: call.value,
                unit: "µs",
                peer: "64 bytes to another process by gRPC over a Unix socket, and back",
                peerValue: try microseconds(clone),
                target: .ratio(1.0 / 1_000)
            )
        } catch {
            StandardError.write("left out: calls beside gRPC: \(error)")
            return nil
        }
    }

    private static func microseconds(_ clone: String) throws -> Double {
        let package = "\(clone)/Benchmarks/Peers/GRPC"
        let program = "\(package)/.build/release/grpc-peer"
        if !FileManager.default.isExecutableFile(atPath: program) {
            StandardError.write("Building gRPC for comparison, once; --without-grpc leaves it out.")
        }
        let arguments = ["build", "-c", "release", "--package-path", package]
        guard try Command.show("swift", arguments) == 0 else {
            throw CommandFailure(
                "\(package) could not be built: its packages come from the network"
            )
        }
        let output = try Command.run(program, [])
        guard output.status == 0,
            let answer = try? JSONDecoder().decode(Answer.self, from: Data(output.standardOutput)),
            answer.medianMicroseconds > 0
        else { throw CommandFailure("\(program) failed") }
        return answer.medianMicroseconds
    }
}
