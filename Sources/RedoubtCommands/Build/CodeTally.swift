import RedoubtImage

/// Adds up the lines of a linker map, which come section by section.
struct CodeTally {
    private enum Kind {
        case code, constants, data

        /// Nil for a section whose name does not say it.
        init?(_ section: Substring) {
            switch section {
            case ".text", ".init", ".fini", ".plt", ".iplt": self = .code
            // Nothing is relocated at launch: what is read-only after relocation is so from the start.
            case ".rodata", ".eh_frame", ".eh_frame_hdr", ".swift_modhash", ".data.rel.ro",
                ".bss.rel.ro", ".got", ".init_array", ".fini_array":
                self = .constants
            case ".data", ".bss", ".got.plt": self = .data
            default: return nil
            }
        }
    }

    private struct Bytes {
        var counts: [Kind: Int] = [:]

        /// False if the sum is beyond what a number can hold.
        mutating func add(_ count: Int, _ kind: Kind) -> Bool {
            let (sum, overflows) = counts[kind, default: 0].addingReportingOverflow(count)
            if !overflows { counts[kind] = sum }
            return !overflows
        }
        subscript(kind: Kind) -> Int { counts[kind] ?? 0 }
    }

    private var bytes: [String: Bytes] = [:]
    private var kind = Kind.constants
    /// What no piece of the current section has taken yet; nil in one that is not loaded.
    private var leftBytes: Int?

    /// Counts a line; false if it does not fit to those before it.
    mutating func add(_ entry: LinkMapEntry) -> Bool {
        switch entry.place {
        case .symbol: return true
        case .section:
            // A section of a name that says nothing lies beside one of its kind.
            kind = Kind(entry.name) ?? kind
            // Debugging information has no address, and the last one is only room up to the page's end.
            let isLoaded = entry.address != 0 && entry.name != ".relro_padding"
            leftBytes = isLoaded ? entry.sizeBytes : nil
            // Gaps are the linker's, so it has the whole section until pieces take their part.
            return !isLoaded
                || bytes[LinkMap.linkerName, default: Bytes()].add(entry.sizeBytes, kind)
        case .piece:
            guard let left = leftBytes else { return true }
            guard entry.sizeBytes <= left else { return false }
            leftBytes = left - entry.sizeBytes
            return bytes[LinkMap.linkerName, default: Bytes()].add(-entry.sizeBytes, kind)
                && bytes[entry.component, default: Bytes()].add(entry.sizeBytes, kind)
        }
    }

    /// The components that bring anything, the one with most code and constants first.
    var components: [CodeComponent] {
        bytes.map { name, bytes in
            CodeComponent(
                name: name,
                codeBytes: bytes[.code],
                constantBytes: bytes[.constants],
                dataBytes: bytes[.data]
            )
        }
        .filter { $0.codeBytes > 0 || $0.constantBytes > 0 || $0.dataBytes > 0 }
        .sorted {
            ($1.trustedBytes, $1.dataBytes, $0.name) < ($0.trustedBytes, $0.dataBytes, $1.name)
        }
    }
}

extension CodeComponent {
    // A double, because the sum of what a map says may fit no integer.
    fileprivate var trustedBytes: Double { Double(codeBytes) + Double(constantBytes) }
}
