import RedoubtImage
import Testing

/// Measurements that another implementation publishes.
///
/// They are from the tests of the crate `sgx` of the Enarx project (github.com/enarx/sgx, `src/hasher.rs`), with
/// their names. That crate was brought to give the MRENCLAVE which stands in the signature of the Linux
/// kernel's own SGX test enclave. All pages hold the byte 123.
@Suite("Measurements that others publish")
struct PublishedMeasurementTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the pages are, from offset 0 on.
        let pages: [SecurityInfo]
        let measurement: String
    }

    private static func regular(_ permissions: Permissions) -> SecurityInfo {
        SecurityInfo(.regular, permissions)
    }

    static let examples = [
        Example(
            testDescription: "empty",
            pages: [],
            measurement: "fc95d7343a6f0e5fcf1339266178171acf2c980548ca6119cc5e0ac5bc59f6f6"
        ),
        Example(
            testDescription: "tcs",
            pages: [SecurityInfo(.threadControl, [])],
            measurement: "e65386abb3825eef720dca6fad7e65b92c6081385c07f6631155f5cfc9093341"
        ),
        Example(
            testDescription: "r",
            pages: [regular([.read])],
            measurement: "007570d409d7640c631e66ecbb672790fb21bf70195f8cfbc9d171bb0f470ff2"
        ),
        Example(
            testDescription: "rw",
            pages: [regular([.read, .write])],
            measurement: "81b8355b859127cdb0b6dc2524c68b5b94b56274167aaeadad3b27d1a52f08db"
        ),
        Example(
            testDescription: "rwx",
            pages: [regular([.read, .write, .execute])],
            measurement: "afd1e92d30bd76928b6e3fc038774245f6748ece3a61baad3b6e7a13abed5006"
        ),
        Example(
            testDescription: "rx",
            pages: [regular([.read, .execute])],
            measurement: "4ccfa9f06b01a6ec6c355b6b87ee7b8423f6e61ffe0603af230227af72fe4937"
        ),
        Example(
            testDescription: "long",
            pages: [SecurityInfo(.threadControl, []), regular([.read]), regular([.read])],
            measurement: "e90b112375a3c46a8e89a9826c6c33051df198be09f51b1055ad115a2b7c2e54"
        ),
    ]

    @Test("We compute the same", arguments: examples)
    func same(_ example: Example) {
        // The next power of two that holds the pages; 1 if there are none.
        var size = example.pages.isEmpty ? 1 : 4096
        while size < example.pages.count * 4096 { size *= 2 }
        var measurer = EnclaveMeasurer(sizeBytes: size, saveAreaFramePages: 1)
        let contents = [UInt8](repeating: 123, count: 4096)
        for (index, page) in example.pages.enumerated() {
            // SAFETY: the array is not written during the call.
            unsafe contents.withUnsafeBytes {
                unsafe measurer.addMeasured(offset: 4096 * index, page, page: $0)
            }
        }
        #expect("\(measurer.finish())" == example.measurement)
    }
}
