import CRedoubtABI
import Crypto
import Foundation
@testable import RedoubtSealing

/// Who an enclave is, in tests without one.
struct TestIdentity {
    var measurement = [UInt8](repeating: 1, count: 32)
    var signer = [UInt8](repeating: 2, count: 32)
    var product = [UInt8](repeating: 3, count: 16)
    var family = [UInt8](repeating: 4, count: 16)
    var securityVersion: UInt16 = 0x12
    var isDebug = false
    var isDevelopment = false
}

/// A platform that derives keys as the monitor does, written once more for the tests.
struct TestPlatform {
    var roots: [UInt32: [UInt8]] = [1: [UInt8](repeating: 11, count: 32)]
    var id = [UInt8](repeating: 9, count: 16)

    func keys(_ who: TestIdentity) -> PlatformKeys {
        var memory: [UInt8] = []
        memory += integer(UInt32(roots.count)) + integer(UInt32(0))
        memory += who.measurement + who.signer + who.product + who.family
        memory += integer(who.securityVersion) + [who.isDebug ? 1 : 0, 0, 0, 0, 0, 0]
        memory += id + [UInt8](repeating: 0, count: 32)
        for (epoch, root) in roots.sorted(by: { $0.key > $1.key }) {
            memory += integer(epoch) + integer(UInt32(0))
            memory += base(root, 1, who, who.measurement)
            for (policy, fields) in [(2, who.product), (3, who.family), (4, [])] {
                let key = base(root, UInt8(policy), who, who.signer + fields)
                memory += versionKeys(key, who.securityVersion)
            }
        }
        let size = MemoryLayout<redoubt_keys>.size
        return PlatformKeys(
            memory: memory + [UInt8](repeating: 0, count: size - memory.count),
            isDevelopment: who.isDevelopment
        )
    }

    func sealer(
        _ policy: SealingPolicy,
        _ change: (inout TestIdentity) -> Void = { _ in }
    ) throws -> Sealer {
        var who = TestIdentity()
        change(&who)
        return try Sealer(policy: policy, keys: keys(who))
    }

    private func integer<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
        (0..<Integer.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> Integer(8 * $0)) }
    }

    private func mac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        Array(Crypto.HMAC<Crypto.SHA256>.authenticationCode(for: message, using: .init(data: key)))
    }

    private func base(
        _ root: [UInt8],
        _ policy: UInt8,
        _ who: TestIdentity,
        _ fields: [UInt8]
    ) -> [UInt8] {
        mac(root, Array("redoubt policy key v1".utf8) + [policy, who.isDebug ? 1 : 0] + fields)
    }

    private func versionKeys(_ base: [UInt8], _ version: UInt16) -> [UInt8] {
        var above = base
        var older: [UInt8] = []
        for place in 0..<4 {
            let digit = Int(version >> UInt16(12 - 4 * place) & 15)
            var key = mac(above, Array("redoubt version digit v1".utf8) + [UInt8(place)])
            var below = [UInt8](repeating: 0, count: 32)
            for value in (0...15).reversed() {
                if value == digit { above = key }
                if value == digit - 1 { below = key }
                key = mac(key, Array("redoubt version step v1".utf8))
            }
            older += below
        }
        return above + older
    }
}

/// What `body` throws; nil if it throws nothing.
func refusal(_ body: () throws -> Void) -> SealingError? {
    do {
        try body()
        return nil
    } catch {
        return error as? SealingError
    }
}
