/// What the service writes down of a running enclave, to find it again after a restart of its own.
struct EnclaveRecord: Codable, Equatable, Sendable {
    let number: UInt64
    let user: UInt32
    let memoryBytes: UInt64
    let monitor: ProcessIdentity
    let host: ProcessIdentity
}
