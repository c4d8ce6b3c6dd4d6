import Crypto
import Foundation
import RedoubtImage

/// How fast a large image is measured, and read and checked as a whole.
enum MeasuringBench {
    private static let programBytes = 64 << 20
    private static let rounds = 9

    /// Milliseconds to measure a program of 64 MiB, beside SHA-256 over the same bytes.
    static func measuring() throws -> Figure {
        let image = try makeImage()
        let bytes = image.segments[0].contents
        return Figure(
            figure: "measuring a program of 64 MiB",
            value: milliseconds { _ = image.measured() },
            unit: "ms",
            peer: "SHA-256 over it",
            peerValue: milliseconds { _ = SHA256.hash(data: bytes) },
            target: .ratio(2)
        )
    }

    /// Milliseconds to read an image of 64 MiB and to check its signature and measurement.
    static func checking() throws -> Figure {
        let image = try makeImage()
        let file = try image.signed(with: .development).encoded()
        let bytes = image.segments[0].contents
        return Figure(
            figure: "reading and checking an image of 64 MiB",
            value: try milliseconds {
                let copy = try VerifiedImage(EnclaveImage(file)).image
                try copy.checkMeasurement(copy.measured())
            },
            unit: "ms",
            peer: "SHA-256 over it",
            peerValue: milliseconds { _ = SHA256.hash(data: bytes) },
            target: .value(1_000)
        )
    }

    private static func makeImage() throws -> EnclaveImage {
        // Not all the same, and not the same in each page.
        let words = (0..<UInt64(programBytes / 8)).map { $0 &* 0x9E37_79B9_7F4A_7C15 }
        let segment = Segment(
            offset: 0,
            sizeBytes: programBytes,
            permissions: [.read, .execute],
            contents: unsafe words.withUnsafeBytes { unsafe [UInt8]($0) }
        )
        return try EnclaveImage(segments: [segment], entryOffset: 0, configuration: .init())
    }

    private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        var times: [Double] = []
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            try body()
            times.append((ContinuousClock.now - start).inMicroseconds / 1_000)
        }
        return median(times)
    }
}
