package import RedoubtControl

extension RootSecrets {
    /// Takes a secret of the first epoch that a test made up.
    package init(madeUp secret: [UInt8], platform: PlatformID) {
        precondition(secret.count == Self.sizeBytes, "a root secret has \(Self.sizeBytes) bytes")
        self.init(RootSummary(platform: platform, epochs: [1], droppedEpochs: []))
        unsafe withPlace(0) { unsafe $0.copyBytes(from: secret) }
    }
}
