internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage

/// What a backend needs to launch an enclave.
struct EnclaveParts: Sendable {
    let image: EnclaveImage
    let identity: EnclaveIdentity
    let channels: ChannelMemory
    let level: IsolationLevel
    let mode: PlatformMode
    let spinLimit: UInt32
    let link: HostLink
    /// What the threads of an enclave wait at that run in the monitor.
    let gate: StartGate
    /// Where they come together to be reset.
    let resets: ResetPoint

    /// A fault as it may be reported: an enclave that does not run in debug keeps its addresses to itself.
    func fault(
        _ cause: StopReason.Fault.Cause,
        instruction: UInt64?,
        address: UInt64?
    ) -> StopReason {
        guard identity.isDebug else { return .fault(StopReason.Fault(cause)) }
        return .fault(StopReason.Fault(cause, instruction: instruction, address: address))
    }

    /// What a bad access at an address is called.
    func cause(ofAccessTo address: UInt64) -> StopReason.Fault.Cause {
        let base = AddressSpace.enclave
        guard address >= base, address < base + UInt64(image.layout.sizeBytes) else {
            return .memoryAccess
        }
        return image.layout.isStackGuard(Int(address - base)) ? .stackOverflow : .memoryAccess
    }
}
