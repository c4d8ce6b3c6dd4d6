public import RedoubtABI
public import RedoubtDeliveryInterface

/// What the tests ask of an enclave that secrets are delivered to.
@EnclaveInterface
public protocol DeliveryFixture {
    /// Makes a key in the place of the last, and offers it.
    func makeKey(_ purpose: String, _ nonce: [UInt8]) throws(DeliveryError) -> [UInt8]
    /// Offers the same key again.
    func offer(_ nonce: [UInt8]) throws(DeliveryError) -> [UInt8]
    /// Opens an envelope, and says what is in it.
    func open(_ envelope: [UInt8]) throws(DeliveryError) -> [UInt8]
    /// Opens an envelope, and seals its content for another key.
    func answer(
        _ envelope: [UInt8],
        _ publicKey: [UInt8],
        _ purpose: String
    ) throws(DeliveryError) -> [UInt8]
}
