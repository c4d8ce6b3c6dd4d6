internal import RedoubtSealing

/// Any bytes as a sealed blob, or as the keys that an enclave is given.
public enum SealingTarget {
    /// How far an input came.
    public enum Outcome: Hashable, Sendable {
        /// It is refused, with an error.
        case refused
        /// It opens; of keys: something can be sealed with them.
        case opened
    }

    private static let context: SealingContext = "fuzz"
    private static let sealers = SealingPolicy.allCases.map { MadeUpKeys.sealer($0) }

    /// Tries the bytes as a blob that an enclave with made-up keys is to open.
    public static func blob(_ bytes: [UInt8]) -> Outcome {
        var outcome = Outcome.refused
        for sealer in sealers {
            do throws(SealingError) {
                let data = try sealer.unseal(bytes, context: context)
                precondition(outcome == .refused, "two policies open a blob")
                outcome = .opened
                checkOpened(bytes, data, sealer)
            } catch {
                precondition(!error.description.isEmpty)
            }
        }
        // Outside of an enclave nobody has keys.
        precondition(
            refusal { () throws(SealingError) in
                _ = try Sealer.unseal(bytes, context: context)
            } == .noKeys
        )
        return outcome
    }

    private static func checkOpened(_ blob: [UInt8], _ data: UnsealedData, _ sealer: Sealer) {
        precondition(data.policy == sealer.policy)
        precondition(data.content.count == blob.count - SealingLimits.overheadBytes)
        precondition(
            refusal { () throws(SealingError) in
                _ = try sealer.unseal(blob, context: "another")
            } == .wrongContext
        )
        // A place that another input has elsewhere.
        let place = Int(blob[blob.count - 1]) * 7 % blob.count
        var changed = blob
        changed[place] ^= 0x40
        precondition(
            refusal { () throws(SealingError) in
                _ = try sealer.unseal(changed, context: context)
            } != nil,
            "a changed blob opens"
        )
        guard let renewed = try? sealer.unsealRenewing(blob, context: context) else {
            preconditionFailure("a blob opens once")
        }
        precondition((renewed.renewedBlob != nil) == data.needsReseal)
        guard let again = renewed.renewedBlob else { return }
        let opened = try? sealer.unseal(again, context: context)
        precondition(opened?.content == data.content && opened?.needsReseal == false)
    }

    /// Tries the bytes as the memory that an enclave is given its keys in.
    public static func keys(_ bytes: [UInt8]) -> Outcome {
        let keys = MadeUpKeys.keys(bytes, isDevelopment: bytes.count.isMultiple(of: 2))
        var outcome = Outcome.refused
        for policy in SealingPolicy.allCases {
            do throws(SealingError) {
                let sealer = try Sealer(policy: policy, keys: keys)
                let blob = try sealer.seal(bytes, context: context)
                let own = try sealer.unseal(blob, context: context)
                // Another sealer has to derive the key.
                let other = try Sealer(policy: policy, keys: keys).unseal(blob, context: context)
                precondition(own.content == bytes && other.content == bytes)
                precondition(!own.needsReseal && !other.needsReseal)
                outcome = .opened
            } catch .noKeys, .noProduct, .noFamily {
                continue
            } catch {
                preconditionFailure("what was sealed does not open: \(error)")
            }
        }
        return outcome
    }

    private static func refusal(_ body: () throws(SealingError) -> Void) -> SealingError? {
        do throws(SealingError) {
            try body()
            return nil
        } catch {
            return error
        }
    }
}
