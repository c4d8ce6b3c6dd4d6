import Foundation
import RedoubtControl

/// The folder of the root secrets that this test run's enclaves get their keys from: never the user's own.
///
/// It is made for the run, and removed at its end. Processes that tests start are told of it.
public let testDevelopmentRoot: String = {
    let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("redoubt-test-root-\(UUID().uuidString)").path
    _ = unsafe setenv(DevelopmentRoot.environmentVariable, path, 1)
    atexit { try? FileManager.default.removeItem(atPath: testDevelopmentRoot) }
    return path
}()
