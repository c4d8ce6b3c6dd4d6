import Crypto
import RedoubtABI
import RedoubtImage
import Testing

/// The expected digests come from a script of Python's `hashlib` and `struct`, not from this project's code.
///
/// It packs the records as the Intel SDM, vol. 3D, chapter 38, defines them for ECREATE, EADD and EEXTEND.
@Suite("The measurement of pages")
struct EnclaveMeasurerTests {
    /// Byte i is 7i + ⌊i/256⌋, so that no two chunks are the same.
    private static let known = (0..<4096).map { UInt8(truncatingIfNeeded: 7 * $0 + $0 / 256) }
    private static let code = SecurityInfo(.regular, [.read, .execute])
    private static let data = SecurityInfo(.regular, [.read, .write])
    private static let threadControl = SecurityInfo(.threadControl, [])

    /// A page that is added, and its contents if they are measured.
    private struct Page {
        var offset: Int
        var information: SecurityInfo
        var contents: [UInt8]?
    }

    private func measure(_ sizeBytes: Int, _ pages: Page...) -> String {
        var measurer = EnclaveMeasurer(sizeBytes: sizeBytes, saveAreaFramePages: 1)
        for page in pages {
            guard let contents = page.contents else {
                measurer.add(offset: page.offset, page.information)
                continue
            }
            // SAFETY: the array is not written during the call.
            unsafe contents.withUnsafeBytes {
                unsafe measurer.addMeasured(offset: page.offset, page.information, page: $0)
            }
        }
        return "\(measurer.finish())"
    }

    @Test func `Creation alone`() {
        let digest = "9e197c8837c6d65632dbdd59cd7df4f1a25b68d8e4e5eb6ca3b20b05311fecb8"
        #expect(measure(8192) == digest)
    }

    @Test func `A measured page`() {
        let page = Page(offset: 0, information: Self.code, contents: Self.known)
        let digest = "49a1c0a2312b2f5b2633b60447b177a5768866d6654305d9f4e789649f633a8e"
        #expect(measure(8192, page) == digest)
    }

    @Test func `A page that is added, and not measured`() {
        let page = Page(offset: 0, information: Self.code)
        let digest = "3f99cac3ea1b17cb29333f4129e9a658ff85bd679f90fdc4fd92a5e9136f59f2"
        #expect(measure(8192, page) == digest)
    }

    @Test func `A thread's control structure`() {
        let page = Page(offset: 4096, information: Self.threadControl, contents: Self.known)
        let digest = "aba148840f68f797a45b4ad5d9274846980c5e7aa9d49777ae50bf30b7df5daf"
        #expect(measure(8192, page) == digest)
    }

    @Test func `Every detail counts`() {
        let first = Page(offset: 0, information: Self.code, contents: Self.known)
        let second = Page(offset: 4096, information: Self.data, contents: Self.known)
        let digest = "5943515f4228316c5d9d97469111834893c84b50cf527cf1b5613ab5bae73b22"
        #expect(measure(16_384, first, second) == digest)
        func changed(_ change: (inout Page) -> Void) -> Page {
            var page = second
            change(&page)
            return page
        }
        var others = [
            measure(32_768, first, second),
            measure(16_384, second, first),
            measure(16_384, first),
            measure(16_384, first, second, second),
            measure(16_384, first, changed { $0.offset = 8192 }),
            measure(16_384, first, changed { $0.contents = nil }),
        ]
        for permissions in (0..<8).map(Permissions.init(rawValue:)) where permissions.rawValue != 3
        {
            let information = SecurityInfo(.regular, permissions)
            others.append(measure(16_384, first, changed { $0.information = information }))
        }
        let control = SecurityInfo(.threadControl, [.read, .write])
        others.append(measure(16_384, first, changed { $0.information = control }))
        for offset in [0, 255, 256, 2047, 4095] {
            others.append(measure(16_384, first, changed { $0.contents?[offset] ^= 1 }))
        }
        #expect(Set(others + [digest]).count == others.count + 1)
    }

    @Test func `The size of a frame of the save area counts`() {
        let sizes = [1, 2, 256].map { pages in
            EnclaveMeasurer(sizeBytes: 8192, saveAreaFramePages: pages).finish()
        }
        #expect(Set(sizes).count == 3)
    }

    @Test func `The records are those of the manual, byte for byte`() {
        var records: [UInt8] = []
        /// Adds a record: its bytes, and zeros up to 64.
        func add(_ tag: String, _ fields: UInt8...) {
            records += tag.utf8
            records += fields
            records += [UInt8](repeating: 0, count: 64 - tag.utf8.count - fields.count)
        }
        // SSAFRAMESIZE 0x04030201, SIZE 2^41.
        add("ECREATE\0", 1, 2, 3, 4, 0, 0, 0, 0, 0, 2)
        // At 0x0706054000, r-x, type REG.
        add("EADD\0\0\0\0", 0x00, 0x40, 0x05, 0x06, 0x07, 0, 0, 0, 0x05, 0x02)
        // At 0x0706055000, type TCS.
        add("EADD\0\0\0\0", 0x00, 0x50, 0x05, 0x06, 0x07, 0, 0, 0, 0x00, 0x01)
        for chunk in 0..<16 as Range<UInt8> {
            add("EEXTEND\0", 0x00, 0x50 + chunk, 0x05, 0x06, 0x07)
            records += Self.known[256 * Int(chunk)..<256 * (Int(chunk) + 1)]
        }
        // At 0x0706056000, rw-, type REG.
        add("EADD\0\0\0\0", 0x00, 0x60, 0x05, 0x06, 0x07, 0, 0, 0, 0x03, 0x02)
        #expect(records.count == 64 * 4 + 16 * 320)

        var measurer = EnclaveMeasurer(sizeBytes: 2 << 40, saveAreaFramePages: 0x0403_0201)
        measurer.add(offset: 0x07_0605_4000, Self.code)
        // SAFETY: the array is not written during the call.
        unsafe Self.known.withUnsafeBytes {
            unsafe measurer.addMeasured(offset: 0x07_0605_5000, Self.threadControl, page: $0)
        }
        measurer.add(offset: 0x07_0605_6000, Self.data)
        #expect(measurer.finish().bytes == Array(SHA256.hash(data: records)))
    }
}
