import Foundation
import RedoubtAttestation

// The code of the tutorial "Verify an SGX quote in your server", with what a server of its own would have around it.
// TutorialTests holds the tutorial against this file, which is compiled.

struct Session {
    let enclave: [UInt8]?
    let status: TCBStatus?
}

struct Refused: Error {}

/// The server of the tutorial.
final class TutorialServer {
    let ourSigner: [UInt8]
    let hashOfKeyAndNonce: [UInt8]
    let bundle: [UInt8]
    private(set) var notices: [String] = []

    init(ourSigner: [UInt8], hashOfKeyAndNonce: [UInt8], bundle: [UInt8]) {
        self.ourSigner = ourSigner
        self.hashOfKeyAndNonce = hashOfKeyAndNonce
        self.bundle = bundle
    }

    private struct Log {
        let server: TutorialServer
        func notice(_ text: String) { server.notices.append(text) }
    }

    func session(_ quote: [UInt8]) throws -> Session {
        let logger = Log(server: self)

        let policy = AppraisalPolicy {
            AcceptSigners(ourSigner)  // MRSIGNER, 32 bytes
            AcceptProducts([0, 1])  // ISVPRODID
            RequireSecurityVersion(3)  // ISVSVN
            AcceptStatuses(.upToDate, .swHardeningNeeded)
            AcceptAdvisory("INTEL-SA-00615", until: .days(90))
            RequireReportData(hashOfKeyAndNonce)
            RequireAge(atMostSeconds: 30 * 86_400)  // of TCB info and identity
        }

        let collateral = VerifiedCollateral(try Collateral(json: bundle))

        func admit(_ bytes: [UInt8]) throws -> Session {
            let verdict = try Quote(bytes).appraise(
                collateral: collateral,
                at: Date.now,
                policy: policy
            )
            switch verdict {
            case .accepted(let verified):
                return Session(enclave: verified.measurement, status: verified.tcbStatus)
            case .refused(let refusal):
                for reason in refusal { logger.notice("\(reason)") }
                throw Refused()
            }
        }

        return try admit(quote)
    }
}
