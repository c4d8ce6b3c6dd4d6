import CFailingSource
import EntropyFixtureInterface
import RedoubtCrypto
import RedoubtDelivery
import RedoubtEnclave
import RedoubtSealing

final class EntropyFixtureService: EntropyFixture, Sendable {
    private let secret = Mutex<[UInt8]>([])

    func keepSecret() -> [UInt8] {
        let made = Enclave.randomBytes(count: 32)
        secret.withLock { $0 = made }
        return made.map { ~$0 }
    }

    func breakRDRAND(_ fault: SourceFault) { failing_source_break_rdrand(fault.number) }

    func breakRDSEED(_ fault: SourceFault) { failing_source_break_rdseed(fault.number) }

    func draw(_ user: RandomUser, times: Int) -> [UInt8] {
        var last: [UInt8] = []
        for _ in 0..<times { last = draw(user) }
        return last
    }

    private func draw(_ user: RandomUser) -> [UInt8] {
        switch user {
        case .runtime: return Enclave.randomBytes(count: 32)
        case .swift:
            var generator = SystemRandomNumberGenerator()
            return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        case .symmetricKey:
            return SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Array($0) }
        case .p256: return P256.Signing.PrivateKey().rawRepresentation
        case .x25519: return Curve25519.KeyAgreement.PrivateKey().rawRepresentation
        case .signature:
            let digest = SHA256.hash(data: [1, 2, 3] as [UInt8])
            let key = try? P256.Signing.PrivateKey(rawRepresentation: Array(digest))
            return (try? key?.signature(for: [1] as [UInt8]).rawRepresentation) ?? []
        case .sealing:
            return (try? Sealer.seal([1] as [UInt8], policy: .sameImage, context: "")) ?? []
        case .delivery: return (try? DeliveryKey(purpose: "purpose").offer()) ?? []
        }
    }
}

extension SourceFault {
    fileprivate var number: UInt8 {
        switch self {
        case .sound: UInt8(FAILING_SOURCE_SOUND.rawValue)
        case .silent: UInt8(FAILING_SOURCE_SILENT.rawValue)
        case .zeros: UInt8(FAILING_SOURCE_ZEROS.rawValue)
        case .ones: UInt8(FAILING_SOURCE_ONES.rawValue)
        case .stuck: UInt8(FAILING_SOURCE_STUCK.rawValue)
        }
    }
}
