internal import Crypto
internal import RedoubtABI

/// Every record that goes into an image's measurement, as lines of text.
///
/// - `ECREATE ssaframesize size`
/// - `EADD offset secinfo`: the 64 bytes of SECINFO in hexadecimal
/// - `EEXTEND offset sha256`: of the 256 bytes
///
/// Numbers are decimal, in bytes and, for SSAFRAMESIZE, pages. With the image's file anyone can compute the
/// measurement from it: `docs/measure.py` does.
public enum MeasurementLog {
    /// Calls `line` with one line for each record, in the order in which they are hashed.
    public static func write(_ image: EnclaveImage, line: (String) -> Void) {
        let chunkBytes = EnclaveMeasurer.chunkBytes
        let zeros = SHA256.hash(data: [UInt8](repeating: 0, count: chunkBytes))
        line("ECREATE \(EnclaveLayout.saveAreaFramePages) \(image.layout.sizeBytes)")
        let pageBytes = Int(AddressSpace.pageSizeBytes)
        for region in image.layout.regions where region.isAdded {
            let information = SecurityInfo(region.pageType, region.permissions)
            let contents = image.contents(of: region)
            for start in stride(from: 0, to: region.sizeBytes, by: pageBytes) {
                line("EADD \(region.offset + start) \(hexadecimal(information))")
                guard region.isMeasured else { continue }
                for chunk in stride(from: start, to: start + pageBytes, by: chunkBytes) {
                    let digest =
                        chunk < contents.count
                        ? SHA256.hash(data: contents[chunk..<chunk + chunkBytes]) : zeros
                    line(
                        "EEXTEND \(region.offset + chunk) \(digest.map(hexadecimal).joined())"
                    )
                }
            }
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static func hexadecimal(_ information: SecurityInfo) -> String {
        var text = ""
        for shift in stride(from: 0, to: 64, by: 8) {
            text += hexadecimal(UInt8(truncatingIfNeeded: information.flags >> shift))
        }
        return text + String(repeating: "0", count: 112)
    }
}
