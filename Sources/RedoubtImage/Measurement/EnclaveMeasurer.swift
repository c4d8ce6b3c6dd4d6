internal import Crypto
public import RedoubtABI

/// Computes a measurement as SGX computes MRENCLAVE: SHA-256 over a record for each step of the loading.
///
/// | record | bytes |
/// |---|---|
/// | ECREATE | `ECREATE\0`, SSAFRAMESIZE (4), SIZE (8), 44 zeros |
/// | EADD | `EADD\0\0\0\0`, offset (8), SECINFO's first 48 bytes |
/// | EEXTEND | `EEXTEND\0`, offset (8), 48 zeros, then 256 bytes of the page |
///
/// Source: Intel SDM vol. 3D, chapter 38, ECREATE, EADD and EEXTEND.
public struct EnclaveMeasurer {
    /// Bytes that one EEXTEND covers.
    public static let chunkBytes = 256
    static let recordBytes = 64
    private static let pageBytes = Int(AddressSpace.pageSizeBytes)

    private var hash = SHA256()
    /// The records of one page: hashed at once, because a call for each record costs as much as its hash.
    private var records: [UInt8]

    /// Starts with ECREATE.
    ///
    /// - Parameters:
    ///   - sizeBytes: the enclave's size, a power of two.
    ///   - saveAreaFramePages: pages of one frame of a thread's save area: SSAFRAMESIZE.
    public init(sizeBytes: Int, saveAreaFramePages: Int) {
        let chunks = Self.pageBytes / Self.chunkBytes
        records = [UInt8](
            repeating: 0,
            count: Self.recordBytes + chunks * (Self.recordBytes + Self.chunkBytes)
        )
        put(tag: 0x0045_5441_4552_4345, at: 0)
        put(UInt64(sizeBytes), at: 12)
        put(UInt32(saveAreaFramePages), at: 8)
        update(count: Self.recordBytes)
        put(0 as UInt64, at: 12)
        for chunk in 0..<chunks {
            let at = Self.recordBytes + chunk * (Self.recordBytes + Self.chunkBytes)
            put(tag: 0x0044_4E45_5458_4545, at: at)
        }
        put(tag: 0x0000_0000_4444_4145, at: 0)
    }

    /// A page that is added, but whose contents are not measured: EADD.
    ///
    /// - Parameters:
    ///   - offset: bytes from the enclave's base; a multiple of the page size.
    ///   - information: what the page is.
    public mutating func add(offset: Int, _ information: SecurityInfo) {
        putAdd(offset, information)
        update(count: Self.recordBytes)
    }

    /// A page that is added and measured: EADD, then EEXTEND for each 256 bytes.
    ///
    /// - Parameters:
    ///   - offset: bytes from the enclave's base; a multiple of the page size.
    ///   - information: what the page is.
    ///   - page: the page's bytes, which nobody else writes during the call.
    /// - Precondition: `page` has 4,096 bytes.
    @unsafe
    public mutating func addMeasured(
        offset: Int,
        _ information: SecurityInfo,
        page: UnsafeRawBufferPointer
    ) {
        precondition(page.count == Self.pageBytes)
        putAdd(offset, information)
        var at = Self.recordBytes
        for start in stride(from: 0, to: Self.pageBytes, by: Self.chunkBytes) {
            put(UInt64(offset + start), at: at + 8)
            let target = at + Self.recordBytes
            unsafe records.withUnsafeMutableBytes { records in
                let chunk = unsafe page[start..<start + Self.chunkBytes]
                unsafe records[target..<target + Self.chunkBytes]
                    .copyBytes(from: UnsafeRawBufferPointer(rebasing: chunk))
            }
            at += Self.recordBytes + Self.chunkBytes
        }
        update(count: records.count)
    }

    /// The measurement of what was added.
    public func finish() -> Measurement {
        guard let measurement = Measurement(bytes: Array(hash.finalize())) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return measurement
    }

    private mutating func putAdd(_ offset: Int, _ information: SecurityInfo) {
        put(UInt64(offset), at: 8)
        put(information.flags, at: 16)
    }

    private mutating func put(tag: UInt64, at offset: Int) { put(tag, at: offset) }

    private mutating func put<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
        unsafe records.withUnsafeMutableBytes {
            unsafe $0.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Value.self)
        }
    }

    private mutating func update(count: Int) {
        unsafe records.withUnsafeBytes { bytes in
            unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
    }
}
