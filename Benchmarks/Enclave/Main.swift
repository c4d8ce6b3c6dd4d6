import BenchInterface
import CRedoubtABI
import CRedoubtEnclave
import RedoubtEnclave
import Synchronization

struct BenchService<Asked: BenchOracle & Sendable>: Bench, Sendable {
    let oracle: Asked

    func empty() {}

    func echo(_ block: Block) -> Block { block }

    func echo(bytes: [UInt8]) -> [UInt8] { bytes }

    func checksum(of source: ByteSource) throws(StreamError) -> UInt32 {
        var checksum = Checksum()
        while let piece = try source.next() { checksum.add(piece) }
        return checksum.value
    }

    func ask(rounds: Int) -> Int {
        var number = 0
        for _ in 0..<rounds { number = oracle.next(after: number) }
        return number
    }

    func work(rounds: Int) -> UInt64 { BenchWork.run(rounds: rounds) }

    func leave(times: Int) {
        #if hasFeature(Embedded)
        // Nobody sleeps on what is no word.
        for _ in 0..<times { redoubt_doorbell(REDOUBT_DOORBELL_WAKE_HOST, 0, nil) }
        #endif
    }

    func dirty(bytes: Int) -> Int {
        [UInt8](repeating: 1, count: bytes).reduce(0) { $0 &+ Int($1) }
    }

    func pingPong(rounds: Int) {
        // The only thread's channel is the first.
        guard
            let channel = unsafe UnsafeMutableRawPointer(bitPattern: UInt(AddressSpace.channels))
        else { return }
        // SAFETY: the channel's first page is mapped, and these words of it are atomic on both sides.
        let host = unsafe (channel + PingPongWords.hostOffset)
            .assumingMemoryBound(to: Atomic<UInt64>.self)
        let enclave = unsafe (channel + PingPongWords.enclaveOffset)
            .assumingMemoryBound(to: Atomic<UInt64>.self)
        for round in 1...UInt64(max(rounds, 1)) {
            while unsafe host.pointee.load(ordering: .acquiring) != round {}
            unsafe enclave.pointee.store(round, ordering: .releasing)
        }
    }
}

@main
enum Main {
    static func main() {
        Enclave.serve(BenchDispatcher(BenchService(oracle: BenchOracleClient(Enclave.host))))
    }
}
