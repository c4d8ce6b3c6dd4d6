internal import Foundation
internal import RedoubtABI

/// The memory areas of a process, as far as an attacker can know them.
struct ProcessMap {
    struct Area {
        let range: Range<UInt64>
        let permissions: String
        let inode: UInt64
        let path: String

        var isWritable: Bool { permissions.contains("w") }

        /// Whether it can hold nothing but what a file holds that everybody may read, or nothing at all.
        fileprivate var isIdle: Bool {
            if permissions.hasPrefix("---p") && inode == 0 { return true }
            if path.hasPrefix("[v") { return true }
            return permissions.hasSuffix("p") && !isWritable && path.hasPrefix("/")
                && FileManager.default.isReadableFile(atPath: path)
        }
    }

    /// The areas that may hold something.
    let areas: [Area]
    /// Whether the kernel said where they are.
    let isKnown: Bool

    /// Reads `/proc/PID/maps`.
    ///
    /// A process that keeps it to itself still has its enclave where every enclave is.
    init(of process: Int32) {
        let lines = ProcessFiles.text("/proc/\(process)/maps").split(separator: "\n")
        isKnown = !lines.isEmpty
        areas =
            isKnown
            ? lines.compactMap(Self.area).filter { !$0.isIdle }
            : [
                Self.guess(AddressSpace.gate, pages: 3),
                Self.guess(AddressSpace.channels, pages: 64),
                Self.guess(AddressSpace.enclave, pages: 512),
            ]
    }

    private init(areas: [Area], isKnown: Bool) {
        self.areas = areas
        self.isKnown = isKnown
    }

    /// The same without some areas.
    func without(startingAt starts: Set<UInt64>) -> ProcessMap {
        ProcessMap(
            areas: areas.filter { !starts.contains($0.range.lowerBound) },
            isKnown: isKnown
        )
    }

    /// The same, with only the start of each area.
    func limited(toBytes limit: UInt64) -> ProcessMap {
        let shorter = areas.map { area in
            let start = area.range.lowerBound
            return Area(
                range: start..<min(area.range.upperBound, start + limit),
                permissions: area.permissions,
                inode: area.inode,
                path: area.path
            )
        }
        return ProcessMap(areas: shorter, isKnown: isKnown)
    }

    private static func guess(_ address: UInt64, pages: UInt64) -> Area {
        Area(
            range: address..<address + pages * AddressSpace.pageSizeBytes,
            permissions: "rw-p",
            inode: 0,
            path: ""
        )
    }

    private static func area(_ line: Substring) -> Area? {
        let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
        guard fields.count >= 5 else { return nil }
        let bounds = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
        guard bounds.count == 2, bounds[0] < bounds[1], let inode = UInt64(fields[4]) else {
            return nil
        }
        return Area(
            range: bounds[0]..<bounds[1],
            permissions: String(fields[1]),
            inode: inode,
            path: fields.count > 5 ? fields[5].trimmingCharacters(in: .whitespaces) : ""
        )
    }
}
