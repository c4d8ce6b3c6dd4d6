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
    /// Seals, opens and offers, drops all, and counts what is left in memory.
    func residue(of secret: DeliverySecret) throws(DeliveryError) -> DeliveryResidue
    /// Opens an envelope, and seals its content for another key.
    func answer(
        _ envelope: [UInt8],
        _ publicKey: [UInt8],
        _ purpose: String
    ) throws(DeliveryError) -> [UInt8]
}

/// A secret that should be gone from memory.
@EnclaveValue
public enum DeliverySecret: CaseIterable {
    /// A content that was sealed and opened.
    case content
    /// One that is kept: the search has to find it.
    case keptContent
    /// A recipient's private key.
    case privateKey
    /// One that is kept.
    case keptPrivateKey
    /// The key of reports, which the enclave has from its platform, and keeps beside heap and stacks.
    case reportKey
    /// A secret that is left on the stack: the search has to find it.
    case leftOnStack
}

/// How often a secret was found in an enclave's memory.
@EnclaveValue
public struct DeliveryResidue: Equatable {
    /// In the heap.
    public let heap: Int
    /// On what is not in use of the stack.
    public let stack: Int

    /// Says how often it was found.
    public init(heap: Int, stack: Int) {
        self.heap = heap
        self.stack = stack
    }
}
