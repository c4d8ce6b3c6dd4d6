import DeliveryFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtDeliveryInterface
import RedoubtHost

/// Launches the enclave that secrets are delivered to.
func withDeliveryEnclave<Result>(
    _ level: IsolationLevel,
    isDebug: Bool = false,
    developmentFolder: String? = nil,
    _ body: (Enclave, DeliveryFixtureClient<Enclave>) async throws -> Result
) async throws -> Result {
    var options = LaunchOptions()
    options.isolation = .exactly(level)
    options.platform = .development
    options.debug = isDebug
    options.developmentFolder = developmentFolder
    options.log = { _ in }
    return try await Enclave.withLaunched(
        try await enclaveImage("DeliveryFixtureEnclave"),
        policy: .development,
        options: options
    ) { enclave in
        try await body(enclave, DeliveryFixtureClient(enclave))
    }
}

/// What a call is refused with; nil if it is not.
func deliveryRefusal(_ body: () async throws -> Void) async throws -> DeliveryError? {
    do {
        try await body()
        return nil
    } catch let error as DeliveryError {
        return error
    }
}

/// A folder that goes with this value.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func read(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map { Array($0) }
    }
}
