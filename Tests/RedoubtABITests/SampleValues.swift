import RedoubtABI

@EnclaveValue
struct Point: Equatable {
    var x: Int16
    var y: Int16
}

@EnclaveValue
struct Empty: Equatable {}

@EnclaveValue
enum Shape: Equatable {
    case nothing
    case circle(center: Point, radius: Double)
    case group([Shape])
}

/// As deep as it has links.
@EnclaveValue
indirect enum Chain: Equatable {
    case end
    case link(Chain)

    init(links: Int) {
        self = .end
        for _ in 0..<links { self = .link(self) }
    }
}

/// Two values deep for each level: the struct and its array.
@EnclaveValue
struct Tree: Equatable {
    var children: [Tree]

    init(levels: Int) {
        children = levels > 1 ? [Tree(levels: levels - 1)] : []
    }
}

/// Every kind of value but dictionaries, whose order is not fixed.
@EnclaveValue
struct Everything: Equatable {
    var flag: Bool = true
    var narrow: Int8 = -128
    var wide: UInt64 = .max
    var single: Float = -1.5
    var ratio: Double = 2.25
    var text: String = "héllo, 世界 🏰\0"
    var blob: [UInt8] = [0, 1, 254, 255]
    var ratios: [Double] = [0.5, -0.0, .infinity]
    var names: [String] = ["", "a", "bc"]
    var flags: [Bool] = [true, false]
    var maybe: Int??? = .some(.some(nil))
    var empties: [Empty] = [Empty(), Empty()]
    var shape: Shape = .group([.nothing, .circle(center: Point(x: -1, y: 2), radius: 3)])
    var chain: Chain = Chain(links: 3)

    init() {}
}

let table: [String: [Int32?]] = ["": [], "a": [1, nil, -1], "🏰": [nil]]
