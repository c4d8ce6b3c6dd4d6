public import RedoubtABI

/// What may be known of a platform's root secrets.
@EnclaveValue
public struct RootSummary: Equatable {
    /// Which platform it is: the same in every epoch.
    public let platform: PlatformID
    /// The epochs that enclaves are given keys of, the newest first.
    public let epochs: [UInt32]
    /// Epochs whose secrets are kept and that enclaves are given no keys of any more, the newest first.
    public let droppedEpochs: [UInt32]

    /// Describes root secrets.
    public init(platform: PlatformID, epochs: [UInt32], droppedEpochs: [UInt32]) {
        self.platform = platform
        self.epochs = epochs
        self.droppedEpochs = droppedEpochs
    }

    /// Lines for people.
    public var lines: [String] {
        var lines = [
            "platform \(platform), "
                + (epochs.count == 1 ? "epoch " : "epochs ")
                + epochs.map(String.init).joined(separator: ", ")
        ]
        if !droppedEpochs.isEmpty {
            lines.append(
                "kept, but too old: epochs \(droppedEpochs.map(String.init).joined(separator: ", ")). Enclaves are "
                    + "given keys of the newest \(epochs.count) epochs; what was sealed before cannot be opened"
            )
        }
        return lines
    }
}
