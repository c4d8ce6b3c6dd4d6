import ArgumentParser
import Foundation
import RedoubtABI
import RedoubtImage

/// The command `redoubt inspect`.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Says what is in an enclave image."
    )

    @Argument(help: "The image.")
    var image: String

    @Flag(help: "As one JSON object.")
    var json = false

    private struct Report: Encodable {
        struct Region: Encodable {
            let kind: String
            let offset: Int
            let sizeBytes: Int
            let permissions: String
        }
        let threads: Int
        let heapBytes: Int
        let stackBytes: Int
        let channelBytes: Int
        let debug: Bool
        let enclaveBytes: Int
        let entryOffset: Int
        let trustedCodeBytes: Int
        let regions: [Region]
    }

    func run() throws {
        guard let bytes = FileManager.default.contents(atPath: image) else {
            throw CommandFailure("\(image) cannot be read")
        }
        let parsed: EnclaveImage
        do throws(ImageError) {
            parsed = try EnclaveImage(Array(bytes))
        } catch {
            throw CommandFailure("\(image): \(error)")
        }
        let report = Self.report(parsed)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            show(report)
        }
    }

    private static func report(_ image: EnclaveImage) -> Report {
        let configuration = image.configuration
        return Report(
            threads: configuration.threadCount,
            heapBytes: configuration.heapBytes,
            stackBytes: configuration.stackBytes,
            channelBytes: configuration.channelBytes,
            debug: configuration.allowsDebug,
            enclaveBytes: image.layout.sizeBytes,
            entryOffset: image.entryOffset,
            trustedCodeBytes: image.trustedCodeBytes,
            regions: image.layout.regions.map { region in
                Report.Region(
                    kind: name(region.kind),
                    offset: region.offset,
                    sizeBytes: region.sizeBytes,
                    permissions: region.permissions.description
                )
            }
        )
    }

    private static func name(_ kind: EnclaveLayout.Region.Kind) -> String {
        switch kind {
        case .segment(let index): "segment \(index)"
        case .heap: "heap"
        case .dynamicHeap: "heap, added at run time"
        case .stack(let thread): "stack of thread \(thread)"
        case .threadControl(let thread): "control structure of thread \(thread)"
        case .saveArea(let thread): "save area of thread \(thread)"
        case .threadData(let thread): "data of thread \(thread)"
        }
    }

    private func show(_ report: Report) {
        print("\(image)\(report.debug ? "  DEBUG: not for secrets" : "")")
        print("  threads       \(report.threads)")
        print("  heap          \(ImageSummary.kibibytes(report.heapBytes))")
        print("  stacks        \(ImageSummary.kibibytes(report.stackBytes)) each")
        print("  messages      up to \(report.channelBytes) bytes")
        print(
            "  trusted code  \(ImageSummary.kibibytes(report.trustedCodeBytes)), constants included"
        )
        print("  range         \(ImageSummary.kibibytes(report.enclaveBytes))")
        for region in report.regions {
            let offset = String(region.offset, radix: 16)
            let padded = String(repeating: "0", count: max(0, 9 - offset.count)) + offset
            let size = ImageSummary.kibibytes(region.sizeBytes)
            let gap = String(repeating: " ", count: max(1, 12 - size.count))
            print("  \(padded)  \(region.permissions)\(gap)\(size)  \(region.kind)")
        }
    }
}
