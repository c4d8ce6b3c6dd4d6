/// Names an interface: a fingerprint of its name and of its methods' signatures.
///
/// Host and enclave that were built from different versions of an interface have different
/// fingerprints, so that a call between them is refused instead of being misread.
public struct InterfaceFingerprint: Equatable, Hashable, Sendable {
    /// The fingerprint as it stands in a message.
    public let rawValue: UInt64
    /// Makes a fingerprint from what the macro computed.
    @inlinable
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }
}

/// One method of an interface.
public struct InterfaceMethod: Sendable {
    /// The interface that declares it.
    public let interface: InterfaceFingerprint
    /// Its place among the interface's methods, from 0.
    public let index: UInt32
    /// `Interface.method`, for errors and logs.
    public let name: StaticString

    /// Names a method.
    @inlinable
    public init(_ interface: InterfaceFingerprint, _ index: UInt32, _ name: StaticString) {
        self.interface = interface
        self.index = index
        self.name = name
    }
}
