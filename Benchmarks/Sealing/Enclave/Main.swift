import CCryptoBench
import RedoubtEnclave
import RedoubtSealing
import SealingBenchInterface

struct SealingBenchService: SealingBench, Sendable {
    func measure(
        _ operation: SealingOperation,
        rounds: Int,
        batches: Int
    ) throws(SealingError) -> UInt64 {
        let sealer = try Sealer(policy: .sameImage)
        let content = [UInt8](repeating: 1, count: 1_024)
        let blob = try sealer.seal(content, context: "benchmark")
        let key = SymmetricKey(size: .bits256)
        var fewest = UInt64.max
        for _ in 0..<batches {
            let start = crypto_bench_ticks()
            for _ in 0..<rounds {
                let count: Int
                switch operation {
                case .encrypt: count = try encrypt(content, key)
                case .seal:
                    count = try Sealer.seal(content, policy: .sameImage, context: "benchmark").count
                case .sealWithKeptKey:
                    count = try sealer.seal(content, context: "benchmark").count
                case .unseal: count = try Sealer.unseal(blob, context: "benchmark").content.count
                case .unsealWithKeptKey:
                    count = try sealer.unseal(blob, context: "benchmark").content.count
                }
                guard count >= content.count else { throw .cryptographyFailed }
            }
            fewest = min(fewest, crypto_bench_ticks() &- start)
        }
        return fewest
    }

    private func encrypt(_ content: [UInt8], _ key: SymmetricKey) throws(SealingError) -> Int {
        do throws(CryptoError) {
            return try AES.GCM.seal(content, using: key).combined?.count ?? 0
        } catch {
            throw .cryptographyFailed
        }
    }
}

@main
enum Main {
    static func main() {
        Enclave.serve(SealingBenchDispatcher(SealingBenchService()))
    }
}
