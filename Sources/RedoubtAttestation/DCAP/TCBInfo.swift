/// What Intel says of the TCB of one kind of platform, read from its signed JSON.
struct TCBInfo: Sendable {
    /// What a TDX module must be.
    struct Module: Sendable {
        /// MRSIGNERSEAM: 48 bytes.
        let signer: [UInt8]
        /// SEAMATTRIBUTES: 8 bytes.
        let attributes: [UInt8]
    }

    /// What a TDX module of one version must be, and its levels.
    struct ModuleIdentity: Sendable {
        /// `TDX_` and the version as two digits.
        let id: [UInt8]
        let module: Module
        /// Descending by ISVSVN.
        let levels: [TCBLevel<UInt16>]
    }

    let tee: QuoteHeader.TrustedExecution
    let issueDate: Timestamp
    let nextUpdate: Timestamp
    /// FMSPC: 6 bytes.
    let platform: [UInt8]
    /// PCEID: 2 bytes.
    let provisioningID: [UInt8]
    let evaluationNumber: Int
    let module: Module?
    let moduleIdentities: [ModuleIdentity]
    /// Descending: what asks for most comes first.
    let levels: [TCBLevel<PlatformRequirement>]

    /// The identity of the module with a version, if the list has it.
    func moduleIdentity(version: UInt8) -> ModuleIdentity? {
        let digits = Array("0123456789ABCDEF".utf8)
        let id = Array("TDX_".utf8) + [digits[Int(version >> 4)], digits[Int(version & 15)]]
        return moduleIdentities.first { $0.id == id }
    }
}
