import CryptoBenchInterface
import CryptoBenchWork
import Foundation
import Testing

@testable import RedoubtCommands

@Suite("The benchmark of cryptography")
struct CryptoBenchTests {
    @Test(
        "Every operation that is measured goes well, each time",
        arguments: CryptoOperation.allCases
    )
    func operations(_ operation: CryptoOperation) {
        let measurement = CryptoWork.measure(operation, rounds: 3, batches: 2)
        #expect(measurement.good == 6)
        #expect((1..<UInt64.max).contains(measurement.fewestTicks))
    }

    @Test("The answers of openssl speed are read")
    func openssl() {
        let cipher = "+H:16384\n+F:25:AES-256-GCM:1638400000.00\n"
        #expect(OpenSSLSpeed.rate(in: cipher, .sealAES16KiB) == 100_000)
        let signing = "+F4:3:256:37770.000000:12489.000000\n"
        #expect(OpenSSLSpeed.rate(in: signing, .signP256) == 37_770)
        #expect(OpenSSLSpeed.rate(in: signing, .verifyP256) == 12_489)
        let agreement = "+F5:22:253:18565.346535:0.000054\n"
        #expect(OpenSSLSpeed.rate(in: agreement, .agreeX25519) == 18_565.346535)
        let edwards = "+F6:0:253:Ed25519:19148.000000:7784.000000\n"
        #expect(OpenSSLSpeed.rate(in: edwards, .signEd25519) == 19_148)
        for text in ["", "+F", "+F:a", "+H:16384", "+F:1:2:0"] {
            #expect(OpenSSLSpeed.rate(in: text, .sealAES16KiB) == nil)
        }
    }

    @Test("A share of the peer's rate is a target that more than meets")
    func share() throws {
        func figure(_ value: Double) -> Figure {
            Figure(
                figure: "f",
                value: value,
                unit: "GB/s",
                peer: "p",
                peerValue: 10,
                target: .share(0.95)
            )
        }
        #expect(figure(9.5).ok)
        #expect(figure(20).ok)
        #expect(!figure(9.4).ok)
        #expect(try figure(9.5).line(json: true).contains(#""target_share":0.95"#))
    }
}
