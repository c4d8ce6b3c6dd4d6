internal import CRedoubtABI
internal import CRedoubtEnclave
internal import RedoubtCrypto
internal import RedoubtDeliveryInterface

/// What this enclave says of itself to its platform.
///
/// Not public: what it vouches for is a key of this module's making, never bytes that somebody chose.
enum OwnReport {
    /// A report.
    ///
    /// - Parameter data: 64 bytes.
    /// - Returns: an ``RedoubtDeliveryInterface/EnclaveReport``'s bytes.
    /// - Throws: `noKeys`.
    static func bytes(with data: [UInt8]) throws(DeliveryError) -> [UInt8] {
        #if hasFeature(Embedded)
        let keys = unsafe redoubt_keys()
        guard unsafe keys.pointee.epoch_count > 0 else { throw .noKeys }
        let platform = unsafe redoubt_platform()
        var body = ReportBody()
        body.isDebug = unsafe keys.pointee.is_debug != 0
        body.isolation = unsafe UInt8(platform.pointee.isolation)
        body.memory = unsafe UInt8(platform.pointee.memory)
        body.mode = unsafe UInt8(platform.pointee.mode)
        body.securityVersion = unsafe keys.pointee.security_version
        body.imageVersion = unsafe keys.pointee.image_version
        // SAFETY: the C struct's fields, whose places its header fixes.
        let memory = unsafe UnsafeRawBufferPointer(
            start: keys,
            count: MemoryLayout<redoubt_keys>.size
        )
        body.measurement = unsafe Array(memory[8..<40])
        body.signer = unsafe Array(memory[40..<72])
        body.product = unsafe Array(memory[72..<88])
        body.family = unsafe Array(memory[88..<104])
        body.platform = unsafe Array(memory[112..<128])
        let key = unsafe SymmetricKey(data: UnsafeRawBufferPointer(rebasing: memory[128..<160]))
        let bytes = body.bytes(with: data)
        return bytes + Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
        #else
        throw .noKeys
        #endif
    }
}
