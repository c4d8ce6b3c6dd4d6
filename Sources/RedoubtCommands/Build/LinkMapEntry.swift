/// A line of a linker map.
struct LinkMapEntry {
    enum Place {
        case section, piece, symbol
    }

    let address: UInt64
    let sizeBytes: Int
    let place: Place
    let name: Substring

    /// Reads a line; nil if it is none.
    init?(_ line: Substring) {
        var rest = line
        func next() -> Substring {
            rest = rest.drop { $0 == " " }
            let token = rest.prefix { $0 != " " }
            rest = rest.dropFirst(token.count)
            return token
        }
        guard let address = UInt64(next(), radix: 16), UInt64(next(), radix: 16) != nil,
            let size = Int(next(), radix: 16), size >= 0, UInt64(next()) != nil
        else { return nil }
        self.address = address
        sizeBytes = size
        name = rest.drop { $0 == " " }
        switch rest.count - name.count {
        case 1: place = .section
        case 9: place = .piece
        case 17: place = .symbol
        default: return nil
        }
    }

    /// The component of a piece, from its object's path.
    ///
    /// `…/Module.build/folder/file.o:(.text)`, or `…/libName.a(file.o):(.text)`. What the linker makes has no
    /// path.
    var component: String {
        guard !name.hasPrefix("<internal>"), let end = name.ranges(of: ":(").last else {
            return LinkMap.linkerName
        }
        var path = name[..<end.lowerBound]
        if let member = path.ranges(of: ".a(").last {
            path = path[..<member.lowerBound]
            return path.split(separator: "/").last.map { "\($0).a" } ?? String(path)
        }
        let folders = path.split(separator: "/")
        let ending = ".build"
        guard let module = folders.last(where: { $0.hasSuffix(ending) && $0 != ending }) else {
            return String(folders.last ?? path)
        }
        return String(module.dropLast(ending.count))
    }
}
