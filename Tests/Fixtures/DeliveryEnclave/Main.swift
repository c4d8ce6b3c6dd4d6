import DeliveryFixtureInterface
import RedoubtDelivery
import RedoubtEnclave

@main
enum Main {
    static func main() {
        Enclave.serve(DeliveryFixtureDispatcher(DeliveryFixtureService()))
    }
}

final class DeliveryFixtureService: DeliveryFixture, Sendable {
    private let key = Mutex<DeliveryKey?>(nil)

    func makeKey(_ purpose: String, _ nonce: [UInt8]) throws(DeliveryError) -> [UInt8] {
        let made = try DeliveryKey(purpose: purpose)
        let offer = try made.offer(nonce: nonce)
        key.withLock { $0 = made }
        return offer
    }

    func offer(_ nonce: [UInt8]) throws(DeliveryError) -> [UInt8] {
        try current().offer(nonce: nonce)
    }

    func open(_ envelope: [UInt8]) throws(DeliveryError) -> [UInt8] {
        try current().open(envelope).bytes
    }

    func answer(
        _ envelope: [UInt8],
        _ publicKey: [UInt8],
        _ purpose: String
    ) throws(DeliveryError) -> [UInt8] {
        try Envelopes.seal(current().open(envelope).bytes, to: publicKey, purpose: purpose)
    }

    private func current() throws(DeliveryError) -> DeliveryKey {
        guard let key = key.withLock({ $0 }) else { throw .noKeys }
        return key
    }
}
