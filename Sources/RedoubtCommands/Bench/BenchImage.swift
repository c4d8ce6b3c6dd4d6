import Foundation
import RedoubtHost
import RedoubtImage

/// An image of the benchmarks' enclave.
struct BenchImage {
    let path: String

    /// The same enclave, declared in another way.
    ///
    /// The caller removes it.
    func variant(_ change: (inout EnclaveConfiguration) -> Void) throws -> BenchImage {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let changed = try EnclaveImage([UInt8](bytes)).reconfigured(change)
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-bench-\(UUID().uuidString).enclave")
        try Data(try changed.signed(with: .development).encoded()).write(to: path)
        return BenchImage(path: path.path)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
