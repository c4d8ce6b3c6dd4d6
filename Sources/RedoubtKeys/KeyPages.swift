internal import CRedoubtABI
internal import CRedoubtSystem
internal import Glibc
public import RedoubtABI
public import RedoubtControl
internal import RedoubtCrypto

/// Memory that an enclave is handed its identity and its keys in: `redoubt_keys`.
///
/// It is `memfd_secret` where the kernel has that and the user may have it, and memory without a file otherwise. A
/// descriptor of it can be given to another process. Used by one thread at a time.
@safe
public final class KeyPages: @unchecked Sendable {
    /// The size, in whole pages.
    public static let sizeBytes = Int(UInt32(REDOUBT_KEYS_PAGES) * UInt32(REDOUBT_PAGE_SIZE))
    /// Whether nobody but the processes that map it can read it.
    public let isSecret: Bool
    private var descriptor: Int32
    private var mapping: UnsafeMutableRawPointer?

    /// Makes pages that are all zeros.
    ///
    /// - Throws: ``SystemError`` of `memfd_create` or `mmap`.
    public convenience init() throws(SystemError) {
        let secret = redoubt_secret_memory(Self.sizeBytes)
        if secret >= 0 {
            if let mapping = unsafe Self.map(secret) {
                unsafe self.init(secret, mapping, isSecret: true)
                return
            }
            // More than the user may lock.
            close(secret)
        }
        try self.init(isOrdinary: true)
    }

    private convenience init(isOrdinary: Bool) throws(SystemError) {
        let memory = try SystemError.check(
            "memfd_create",
            unsafe redoubt_sealed_memory("redoubt-keys", Self.sizeBytes)
        )
        guard let mapping = unsafe Self.map(memory) else {
            let failure = errno
            close(memory)
            throw SystemError("mmap", errno: failure)
        }
        unsafe self.init(memory, mapping, isSecret: false)
    }

    /// Maps pages that another process has filled.
    ///
    /// - Throws: ``SystemError`` with `EINVAL` if they are smaller, or of `mmap`.
    public convenience init(_ received: borrowing OwnedDescriptor) throws(SystemError) {
        let memory = try SystemError.check(
            "fcntl",
            redoubt_duplicate_above(received.rawValue, 3)
        )
        var status = stat()
        guard unsafe fstat(memory, &status) == 0, status.st_size >= Self.sizeBytes else {
            close(memory)
            throw SystemError("the pages of keys", errno: EINVAL)
        }
        guard let mapping = unsafe Self.map(memory) else {
            let failure = errno
            close(memory)
            throw SystemError("mmap", errno: failure)
        }
        // Only memfd_secret has no seals to ask for.
        let isSecret = redoubt_is_sealed_memory(memory, Self.sizeBytes) == 0
        unsafe self.init(memory, mapping, isSecret: isSecret)
    }

    private init(_ descriptor: Int32, _ mapping: UnsafeMutableRawPointer, isSecret: Bool) {
        self.descriptor = descriptor
        unsafe self.mapping = mapping
        self.isSecret = isSecret
    }

    deinit { discard() }

    private static func map(_ descriptor: Int32) -> UnsafeMutableRawPointer? {
        guard
            let mapping = unsafe mmap(
                nil,
                sizeBytes,
                PROT_READ | PROT_WRITE,
                MAP_SHARED,
                descriptor,
                0
            ),
            unsafe mapping != MAP_FAILED
        else { return nil }
        unsafe madvise(mapping, sizeBytes, MADV_DONTFORK)
        unsafe madvise(mapping, sizeBytes, MADV_DONTDUMP)
        // Out of swap, where the limit for locked memory allows it.
        _ = unsafe mlock(mapping, sizeBytes)
        return unsafe mapping
    }

    /// The descriptor, valid until the pages are discarded.
    public var rawDescriptor: Int32 { descriptor }

    /// Lets go of the memory, which other processes may have mapped: it is not wiped.
    public func discard() {
        if let start = unsafe mapping {
            // SAFETY: mapped in init with this size.
            unsafe munmap(start, Self.sizeBytes)
            unsafe mapping = nil
        }
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    /// Overwrites the pages with zeros, for every process that has them mapped.
    public func wipe() {
        if let start = unsafe mapping { unsafe redoubt_wipe(start, Self.sizeBytes) }
    }

    /// Pages with the same contents in memory that is not `memfd_secret`; these ones if they are no such memory.
    ///
    /// - Throws: as ``init()``.
    public func ordinary() throws(SystemError) -> KeyPages {
        guard isSecret else { return self }
        let copy = try KeyPages(isOrdinary: true)
        withBytes { source in
            unsafe copy.mapping?.copyMemory(
                from: source.baseAddress.unsafelyUnwrapped,
                byteCount: source.count
            )
        }
        return copy
    }

    /// Calls `body` with all bytes, which have gone once the pages are discarded.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let count = unsafe mapping == nil ? 0 : Self.sizeBytes
        return unsafe body(UnsafeRawBufferPointer(start: mapping, count: count))
    }

    /// Writes who an enclave is, and no keys.
    public func describe(_ identity: EnclaveIdentity) {
        wipe()
        write(identity.imageVersion, at: \.image_version)
        write(identity.measurement.bytes, at: \.measurement)
        write(identity.signer.bytes, at: \.signer)
        write(identity.product.bytes, at: \.product)
        write(identity.family.bytes, at: \.family)
        write(identity.securityVersion, at: \.security_version)
        write(identity.isDebug ? 1 : 0 as UInt8, at: \.is_debug)
    }

    /// Where a field is.
    func offset<Value>(_ field: KeyPath<redoubt_keys, Value>) -> Int {
        guard let offset = MemoryLayout<redoubt_keys>.offset(of: field) else {
            preconditionFailure("a field of C's has an offset")
        }
        return offset
    }

    func write<Value: FixedWidthInteger>(_ value: Value, at field: KeyPath<redoubt_keys, Value>) {
        write(value, at: offset(field))
    }

    func write<Field>(_ bytes: [UInt8], at field: KeyPath<redoubt_keys, Field>) {
        precondition(bytes.count == MemoryLayout<Field>.size, "the field's own size")
        write(bytes, at: offset(field))
    }

    func write<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe write($0, at: offset) }
    }

    func write(_ bytes: some ContiguousBytes, at offset: Int) {
        bytes.withBytes { source in
            guard let start = unsafe mapping, let from = source.baseAddress else { return }
            precondition(offset >= 0 && source.count <= Self.sizeBytes - offset)
            // SAFETY: the precondition.
            unsafe (start + offset).copyMemory(from: from, byteCount: source.count)
        }
    }
}
