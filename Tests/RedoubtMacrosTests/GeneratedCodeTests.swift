import RedoubtABI
import Testing

@EnclaveValue
enum Fault: Error, Equatable {
    case refused
    case limit(Int, of: String)
}

@EnclaveValue
struct Item: Equatable {
    var name: String
    var size, weight: Int?
    var tags: [String: [Bool]] = [:]
    private(set) var isSealed: Bool { didSet {} }
}

@EnclaveValue
struct Empty: Equatable {}

@EnclaveValue
struct Box<Content: WireCodable & Equatable>: Equatable {
    var content: Content
}

@EnclaveValue
indirect enum Tree: Equatable {
    case leaf
    case node(Tree, value: Int?, Tree)
}

/// Every shape of method, with names that generated code might use itself.
@EnclaveInterface
protocol Store {
    func put(_ item: Item, at place: Int) throws(Fault) -> Int?
    func reset()
    func join(
        reply: String,
        encoder: [UInt8],
        _: Bool,
        in caller: Double,
        `let` method: Int?
    ) -> String
    func join() -> Int
    func join() -> String
    func turn(_ tree: Tree) -> Tree
    func box(_ box: Box<Empty>) -> [Box<Empty>]
    func fail(_ arguments: Int) throws(Fault)
    func caller()
}

@HostInterface
protocol Journal {
    func time() -> Double
    func write(_ lines: [String]) throws(HostCallError)
    func check(_ count: Int) throws(Fault) -> Bool
}

private struct MemoryStore: Store {
    func put(_ item: Item, at place: Int) throws(Fault) -> Int? {
        guard place >= 0 else { throw .limit(place, of: item.name) }
        return item.size
    }
    func reset() {}
    func join(
        reply: String,
        encoder: [UInt8],
        _ flag: Bool,
        in place: Double,
        `let` method: Int?
    ) -> String {
        "\(reply) \(encoder) \(flag) \(place) \(method.map(String.init) ?? "none")"
    }
    func join() -> Int { 7 }
    func join() -> String { "seven" }
    func turn(_ tree: Tree) -> Tree {
        guard case .node(let left, let value, let right) = tree else { return tree }
        return .node(turn(right), value: value, turn(left))
    }
    func box(_ box: Box<Empty>) -> [Box<Empty>] { [box, box] }
    func fail(_ arguments: Int) throws(Fault) { throw .refused }
    func caller() {}
}

/// Fails in ways that the interface does not declare.
private struct PaperJournal: JournalHandler {
    struct OutOfPaper: Error {}

    func time() -> Double { -0.5 }
    func write(_ lines: [String]) async throws {
        guard lines.count < 3 else { throw HostCallError.notServed }
        guard lines.count < 2 else { throw OutOfPaper() }
    }
    func check(_ count: Int) throws -> Bool {
        guard count > 0 else { throw Fault.limit(count, of: "journal") }
        guard count < 10 else { throw OutOfPaper() }
        return true
    }
}

/// That the generated code does what it is for.
struct GeneratedCodeTests {
    private let store = StoreClient(LoopbackCaller(dispatcher: StoreDispatcher(MemoryStore())))

    @Test func `Arguments and results arrive as they were`() async throws {
        let item = Item(
            name: "é",
            size: 3,
            weight: nil,
            tags: ["a": [true, false]],
            isSealed: true
        )
        #expect(try await store.put(item, at: 1) == 3)
        let light = Item(name: "", size: nil, weight: 1, isSealed: false)
        #expect(try await store.put(light, at: 0) == nil)
        try await store.reset()
        try await store.caller()
        #expect(
            try await store.join(reply: "r", encoder: [1, 2], true, in: 0.5, let: nil)
                == "r [1, 2] true 0.5 none"
        )
        #expect(
            try await store.box(Box(content: Empty()))
                == Array(repeating: Box(content: Empty()), count: 2)
        )
    }

    @Test func `Methods may differ in their result alone`() async throws {
        let number: Int = try await store.join()
        let text: String = try await store.join()
        #expect(number == 7)
        #expect(text == "seven")
    }

    @Test func `Recursive values keep their shape`() async throws {
        let tree = Tree.node(.node(.leaf, value: 1, .leaf), value: nil, .leaf)
        let turned = Tree.node(.leaf, value: nil, .node(.leaf, value: 1, .leaf))
        #expect(try await store.turn(tree) == turned)
    }

    @Test func `A declared error is thrown where the call was made`() async {
        let item = Item(name: "x", isSealed: false)
        await #expect(throws: Fault.limit(-1, of: "x")) { try await store.put(item, at: -1) }
        await #expect(throws: Fault.refused) { try await store.fail(1) }
    }

    @Test func `Values nested too deeply are refused before they are sent`() async {
        var tree = Tree.leaf
        for _ in 0..<WireLimits.maximumDepth { tree = .node(tree, value: nil, .leaf) }
        await #expect(throws: WireError.tooDeep) { try await store.turn(tree) }
    }

    @Test func `Arguments that are cut short, or go on, are refused`() async {
        for tamper: @Sendable (inout [UInt8]) -> Void in [{ $0.removeLast() }, { $0.append(0) }] {
            let caller = LoopbackCaller(
                dispatcher: StoreDispatcher(MemoryStore()),
                tamper: tamper
            )
            await #expect(throws: Refusal(.malformedArguments)) {
                try await StoreClient(caller).turn(.leaf)
            }
        }
    }

    @Test func `The number of a case that does not exist is refused`() async {
        let caller = LoopbackCaller(dispatcher: StoreDispatcher(MemoryStore())) { $0[0] = 2 }
        await #expect(throws: Refusal(.malformedArguments)) {
            try await StoreClient(caller).turn(.leaf)
        }
    }

    @Test func `The byte of a value without content must be 0`() async {
        let caller = LoopbackCaller(dispatcher: StoreDispatcher(MemoryStore())) { $0 = [1] }
        await #expect(throws: Refusal(.malformedArguments)) {
            try await StoreClient(caller).box(Box(content: Empty()))
        }
    }

    @Test func `A method that does not exist is refused`() async {
        let message = Message([])
        let answer = Message(capacity: 16)
        defer { withExtendedLifetime((message, answer)) {} }
        var decoder = message.decoder()
        var encoder = answer.encoder()
        #expect(StoreDispatcher(MemoryStore()).dispatch(9, &decoder, &encoder) == .unknownMethod)
        let journal = JournalDispatcher(PaperJournal())
        #expect(await journal.dispatch(3, &decoder, &encoder) == .unknownMethod)
        #expect(await journal.dispatch(2, &decoder, &encoder) == .malformedArguments)
    }

    private let journal: some Journal & Sendable = JournalClient(
        LoopbackCaller(dispatcher: JournalDispatcher(PaperJournal()))
    )

    @Test func `An enclave calls its host through the interface itself`() async throws {
        #expect(try await onOwnThread { journal.time() } == -0.5)
        #expect(try await onOwnThread { try journal.check(1) })
        try await onOwnThread { try journal.write(["one"]) }
    }

    @Test func `A handler's error crosses if it is declared`() async {
        await #expect(throws: Fault.limit(0, of: "journal")) {
            try await onOwnThread { try journal.check(0) }
        }
        await #expect(throws: HostCallError.notServed) {
            try await onOwnThread { try journal.write(["", "", ""]) }
        }
    }

    @Test func `A handler's other errors are a failed call where the method declares one`() async {
        await #expect(throws: HostCallError.handlerFailed) {
            try await onOwnThread { try journal.write(["", ""]) }
        }
    }

    @Test func `Both sides name an interface alike`() {
        typealias Caller = LoopbackCaller<StoreDispatcher<MemoryStore>>
        #expect(StoreClient<Caller>.fingerprint == StoreDispatcher<MemoryStore>.fingerprint)
        #expect(
            JournalDispatcher<PaperJournal>.fingerprint != StoreDispatcher<MemoryStore>.fingerprint
        )
    }
}
