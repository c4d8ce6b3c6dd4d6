import Foundation
import RegistryInterface

/// Tells the enclave the time.
struct SystemClock: RegistryHostHandler {
    func now() async throws -> Timestamp {
        Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
    }
}
