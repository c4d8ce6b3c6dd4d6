/// The fields of a report, for whoever makes one.
package struct ReportBody {
    package var isDebug = false
    package var isolation: UInt8 = 1
    package var memory: UInt8 = 1
    package var mode: UInt8 = 1
    package var securityVersion: UInt16 = 0
    package var imageVersion: UInt32 = 0
    package var platform = [UInt8](repeating: 0, count: 16)
    package var measurement = [UInt8](repeating: 0, count: 32)
    package var signer = [UInt8](repeating: 0, count: 32)
    package var product = [UInt8](repeating: 0, count: 16)
    package var family = [UInt8](repeating: 0, count: 16)

    package init() {}

    /// What is authenticated.
    package func bytes(with data: [UInt8]) -> [UInt8] {
        var bytes = EnclaveReport.magic
        bytes += [EnclaveReport.version, isDebug ? 1 : 0, isolation, memory, mode, 0]
        bytes += [UInt8(truncatingIfNeeded: securityVersion), UInt8(securityVersion >> 8)]
        for index in 0..<4 {
            bytes.append(UInt8(truncatingIfNeeded: imageVersion >> UInt32(8 * index)))
        }
        bytes += platform + measurement + signer + product + family + data
        return bytes
    }
}
