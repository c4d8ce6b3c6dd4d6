import EnclaveTesting
import Foundation
import RedoubtHost

/// The statistics page of an enclave of this process; nil if there is none.
func statistics(of enclave: Enclave) throws -> StatisticsReading? {
    try statistics(ofMonitor: enclave.monitorProcessID)
}

/// The statistics page of the enclave with this monitor; nil if there is none.
func statistics(
    ofMonitor monitor: Int32,
    in path: String = StatisticsDirectory.ownPath
) throws -> StatisticsReading? {
    let directory = try StatisticsDirectory(path)
    for name in directory.pageNames() {
        if case .live(let reading) = directory.look(at: name),
            reading.description.monitorProcess == monitor
        {
            return reading
        }
    }
    return nil
}

/// What `redoubt top` says of each enclave.
func top(
    _ arguments: String...,
    environment: [String: String] = [:]
) async throws -> [[String: Any]] {
    let output = try await run(
        productsDirectory.appendingPathComponent("redoubt").path,
        ["top", "--once", "--json", "--interval", "0.2"] + arguments,
        environment: environment
    )
    guard output.status == 0 else { throw ProgramFailure(description: output.standardError) }
    return try output.standardOutput.split(separator: "\n").map { line in
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
}

/// A folder of a test's own, removed with the last reference.
final class StatisticsFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-statistics-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path) }
    }
}
