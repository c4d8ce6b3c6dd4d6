import Testing

@testable import RedoubtAttestation

/// Rules of Intel's that the vectors do not show, or show only together with others.
@Suite("Intel's rules, under a root of the tests' own")
struct IntelRuleTests {
    private typealias Level = SyntheticTCBInfo.Level

    private func tdx(_ body: SyntheticPlatform.Body, version: UInt8 = 5) -> SyntheticPlatform {
        var platform = SyntheticPlatform()
        platform.body = body
        platform.version = version
        return platform
    }

    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    private func status(_ platform: SyntheticPlatform) throws -> String {
        let verdict = try platform.verdict()
        return verdict.isAccepted
            ? verdict.tcbStatus?.rawValue ?? "none" : "refused: \(verdict.codes)"
    }

    @Test func `Every body in every version that may have it is accepted`() throws {
        for version: UInt8 in [3, 4, 5] {
            #expect(try status(tdx(.sgx, version: version)) == "UpToDate")
        }
        for version: UInt8 in [4, 5] {
            #expect(try status(tdx(.tdx10, version: version)) == "UpToDate")
        }
        #expect(try status(tdx(.tdx15)) == "UpToDate")
        #expect(try status(tdx(.tdx15Extended)) == "UpToDate")
    }

    @Test func `A platform of several processors has another authority with its own list`() throws {
        var platform = SyntheticPlatform()
        platform.authorityName = "Intel SGX PCK Platform CA"
        platform.certificate.memoryProtection = [0x0a, 0x01, 0x01]
        platform.certificate.more = [
            SyntheticPlatformCertificate.member(
                [6],
                [0x04, 0x10] + [UInt8](repeating: 2, count: 16)
            ),
            SyntheticPlatformCertificate.member(
                [7],
                RevocationListWriter.element(
                    0x30,
                    SyntheticPlatformCertificate.member([7, 1], [0x01, 0x01, 0xff])
                )
            ),
        ]
        #expect(try status(platform) == "UpToDate")
        #expect(try platform.quote().uncheckedPlatform().1 == .platform)
        var processor = platform
        processor.authorityName = "Intel SGX PCK Processor CA"
        let verdict = try platform.quote().appraise(
            collateral: processor.collateral(),
            at: Timestamp(secondsSince1970: 1_760_000_000),
            policy: .intel,
            root: platform.trustedRoot()
        )
        #expect(verdict.codes == [.revocationListIssuer])
    }

    @Test func `Members of the extension that are unknown do not matter, and repeated ones do`()
        throws
    {
        var platform = SyntheticPlatform()
        let octets: [UInt8] = [0x04, 0x02, 0, 0]
        platform.certificate.more = [SyntheticPlatformCertificate.member([99], octets)]
        #expect(try status(platform) == "UpToDate")
        platform.certificate.more = [SyntheticPlatformCertificate.member([3], octets)]
        #expect(try platform.verdict().codes == [.malformed])
        platform.certificate.more = []
        platform.certificate.memoryProtection = [0x02, 0x01, 0x00]
        #expect(try platform.verdict().codes == [.certificateContents])
    }

    @Test func `Components and PCESVN at their largest are read and compared`() throws {
        var platform = SyntheticPlatform()
        platform.certificate.components = [UInt8](repeating: 255, count: 16)
        platform.certificate.provisioningSecurityVersion = 0xffff
        platform.info.levels = [
            Level(components: [Int](repeating: 255, count: 16), provisioning: 0xffff)
        ]
        #expect(try status(platform) == "UpToDate")
        for index in 0..<16 {
            var lower = platform
            lower.certificate.components[index] = 254
            #expect(try lower.verdict().codes == [.noTCBLevel])
        }
        platform.certificate.provisioningSecurityVersion = 0xfffe
        #expect(try platform.verdict().codes == [.noTCBLevel])
    }

    @Test func `FMSPC and PCEID are compared as bytes, whatever the case of their digits`() throws {
        var platform = SyntheticPlatform()
        platform.certificate.provisioningID = [0xab, 0xcd]
        for digits in ["abcd", "ABCD", "aBCd"] {
            platform.info.provisioningID = digits
            #expect(try status(platform) == "UpToDate")
        }
        platform.info.provisioningID = "cdab"
        #expect(try platform.verdict().codes == [.collateralMismatch])
        platform.info.provisioningID = "abcd"
        platform.info.platform = "00a06711bcdf"
        #expect(try platform.verdict().codes == [.collateralMismatch])
    }

    @Test func `The highest level that is reached counts, in any order of the file`() throws {
        var platform = SyntheticPlatform()
        let levels = [
            Level(components: [11] + [Int](repeating: 0, count: 15), status: "UpToDate"),
            Level(components: [10] + [Int](repeating: 5, count: 15), status: "SWHardeningNeeded"),
            Level(provisioning: 5, status: "ConfigurationNeeded"),
            Level(components: [9] + [Int](repeating: 9, count: 15), status: "OutOfDate"),
        ]
        // The third's components are above the second's, and its PCESVN, compared after them, is reached.
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
            platform.info.levels = order.map { levels[$0] }
            #expect(try status(platform) == "ConfigurationNeeded")
        }
    }

    @Test func `Of two levels that ask for the same, the first of the file counts`() throws {
        var platform = SyntheticPlatform()
        platform.info.levels = [Level(status: "SWHardeningNeeded"), Level(status: "OutOfDate")]
        #expect(try status(platform) == "SWHardeningNeeded")
        platform.identity.levels = [(8, "UpToDate"), (8, "OutOfDate")]
        #expect(try status(platform) == "SWHardeningNeeded")
    }

    @Test func `The quoting enclave's level is the highest that it reaches`() throws {
        var platform = SyntheticPlatform()
        platform.identity.levels = [(2, "Revoked"), (9, "UpToDate"), (6, "OutOfDate")]
        #expect(try status(platform) == "OutOfDate")
        platform.quotingEnclaveVersion = 9
        #expect(try status(platform) == "UpToDate")
        platform.quotingEnclaveVersion = 0xffff
        #expect(try status(platform) == "UpToDate")
        platform.quotingEnclaveVersion = 5
        #expect(try platform.verdict().codes.contains(.tcbRevoked))
        platform.quotingEnclaveVersion = 1
        #expect(try platform.verdict().codes == [.noTCBLevel])
    }

    @Test func `A part that is out of date takes the platform along, as Intel's table has it`()
        throws
    {
        let table = [
            "UpToDate": "OutOfDate", "SWHardeningNeeded": "OutOfDate",
            "ConfigurationNeeded": "OutOfDateConfigurationNeeded",
            "ConfigurationAndSWHardeningNeeded": "OutOfDateConfigurationNeeded",
            "OutOfDate": "OutOfDate",
            "OutOfDateConfigurationNeeded": "OutOfDateConfigurationNeeded",
        ]
        for (of, converged) in table {
            var platform = tdx(.tdx10, version: 4)
            platform.info.levels = [Level(status: of)]
            #expect(try status(platform) == of)
            var enclave = platform
            enclave.identity.levels = [(8, "OutOfDate")]
            #expect(try status(enclave) == converged)
            var module = platform
            module.info.modules[0].levels = [(5, "OutOfDate")]
            #expect(try status(module) == converged)
            module.info.modules[0].levels = [(5, "Revoked")]
            #expect(try module.verdict().codes == [.tcbRevoked])
        }
    }

    @Test func `Advisories of all chosen levels are stated once, and the earliest date`() throws {
        var platform = SyntheticPlatform()
        platform.info.levels[0].advisories = ["INTEL-SA-2", "INTEL-SA-1"]
        platform.identity.advisories = ["INTEL-SA-3", "INTEL-SA-1"]
        guard case .accepted(let verified) = try platform.verdict() else {
            Issue.record("refused")
            return
        }
        let tcb = verified.claims.tcb
        #expect(tcb?.advisories == ["INTEL-SA-1", "INTEL-SA-2", "INTEL-SA-3"])
        #expect(tcb?.date == (try time("2023-08-09T00:00:00Z")))
    }
}
