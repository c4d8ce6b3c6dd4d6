internal import CRedoubtABI
internal import CRedoubtSystem
public import RedoubtABI
internal import RedoubtControl
internal import RedoubtCrypto

extension RootSecrets {
    /// Writes who an enclave is, and its keys, into pages for it.
    ///
    /// No key is left on the stack or in the heap.
    public borrowing func fill(_ pages: KeyPages, for identity: EnclaveIdentity) {
        pages.describe(identity)
        derive(into: pages, for: identity)
        redoubt_wipe_stack_below()
    }

    /// A function of its own, so that all that it leaves on the stack lies below its caller's frame.
    @inline(never)
    private borrowing func derive(into pages: KeyPages, for identity: EnclaveIdentity) {
        pages.write(UInt32(epochs.count), at: \.epoch_count)
        pages.write(platform.bytes, at: \.platform)
        for (index, epoch) in epochs.enumerated() {
            let root = unsafe withSecret(index) { unsafe SymmetricKey(data: $0) }
            if index == 0 {
                let key = KeyChain.derive(ReportKeyMessage.of(identity), from: root)
                pages.write(key, at: pages.offset(\.report_key))
            }
            let start = pages.offset(\.epochs) + index * MemoryLayout<redoubt_epoch_keys>.stride
            pages.write(epoch, at: start + Self.offset(\redoubt_epoch_keys.epoch))
            for policy in KeyPolicy.allCases {
                let chain = KeyChain(
                    root: root,
                    policy: policy.rawValue,
                    isDebug: identity.isDebug,
                    fields: policy.fields(of: identity)
                )
                guard let place = policy.versionKeys else {
                    let offset = Self.offset(\redoubt_epoch_keys.exact_code)
                    pages.write(chain.base, at: start + offset)
                    continue
                }
                let keys = chain.keys(of: identity.securityVersion)
                let offset = start + Self.offset(place)
                pages.write(keys.own, at: offset + Self.offset(\redoubt_version_keys.own))
                let older = offset + Self.offset(\redoubt_version_keys.older)
                for (place, key) in keys.older.enumerated() {
                    guard let key else { continue }
                    pages.write(key, at: older + place * Self.sizeBytes)
                }
            }
        }
    }

    private static func offset<Root, Value>(_ field: KeyPath<Root, Value>) -> Int {
        guard let offset = MemoryLayout<Root>.offset(of: field) else {
            preconditionFailure("a field of C's has an offset")
        }
        return offset
    }
}
