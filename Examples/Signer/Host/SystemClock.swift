import Foundation
import SignerInterface

/// Tells the enclave the time.
struct SystemClock: SignerHostHandler {
    func millisecondsSince1970() async throws -> UInt64 {
        UInt64(max(0, Date().timeIntervalSince1970 * 1_000))
    }
}
