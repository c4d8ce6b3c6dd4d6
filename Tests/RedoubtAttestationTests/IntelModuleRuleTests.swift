import Testing

@testable import RedoubtAttestation

/// Rules of Intel's about TDX modules and dates that the vectors do not show.
@Suite("Intel's rules of modules and dates, under a root of the tests' own")
struct IntelModuleRuleTests {
    private typealias Level = SyntheticTCBInfo.Level
    private typealias Module = SyntheticTCBInfo.Module

    private func domain(_ body: SyntheticPlatform.Body = .tdx15) -> SyntheticPlatform {
        var platform = SyntheticPlatform()
        platform.body = body
        platform.version = 5
        return platform
    }

    private func status(_ platform: SyntheticPlatform) throws -> String {
        let verdict = try platform.verdict()
        return verdict.isAccepted
            ? verdict.tcbStatus?.rawValue ?? "none" : "refused: \(verdict.codes)"
    }

    @Test func `A module's identity is found by its version in two upper-case digits`() throws {
        var platform = domain()
        platform.moduleVersions = [5, 0x1a, 6]
        platform.info.modules = [Module(), Module(id: "TDX_1A"), Module(id: "TDX_0A")]
        #expect(try status(platform) == "UpToDate")
        platform.info.modules[1].id = "TDX_1a"
        #expect(try platform.verdict().codes.contains(.moduleIdentity))
        platform.info.modules = []
        #expect(try platform.verdict().codes.contains(.moduleIdentity))
    }

    @Test func `A module without a version has no levels: all components are compared`() throws {
        var platform = domain(.tdx10)
        platform.moduleVersions = [3, 0, 6]
        platform.info.modules = []
        platform.info.levels = [Level(module: [3, 0, 6] + [Int](repeating: 0, count: 13))]
        #expect(try status(platform) == "UpToDate")
        platform.info.levels[0].module[0] = 4
        #expect(try platform.verdict().codes == [.noTCBLevel])
        platform.info.levels[0].module[0] = 3
        platform.info.moduleSigner = String(repeating: "1", count: 96)
        #expect(try platform.verdict().codes == [.moduleIdentity])
    }

    @Test func `A module with a version is compared from the third component on`() throws {
        var platform = domain(.tdx10)
        platform.info.levels = [Level(module: [255, 255, 6] + [Int](repeating: 0, count: 13))]
        #expect(try status(platform) == "UpToDate")
        platform.info.levels[0].module[2] = 7
        #expect(try platform.verdict().codes == [.noTCBLevel])
        platform.info.levels[0].module[2] = 6
        // The signer is that of the identity, and not that of the module without a version.
        platform.info.moduleSigner = String(repeating: "1", count: 96)
        #expect(try status(platform) == "UpToDate")
        platform.info.modules[0].signer = String(repeating: "1", count: 96)
        #expect(try platform.verdict().codes == [.moduleIdentity])
    }

    @Test func `The module's level is the highest that its ISVSVN reaches`() throws {
        var platform = domain()
        platform.info.modules[0].levels = [(2, "Revoked"), (6, "UpToDate"), (4, "OutOfDate")]
        #expect(try status(platform) == "OutOfDate")
        platform.moduleVersions[0] = 6
        #expect(try status(platform) == "UpToDate")
        platform.moduleVersions[0] = 1
        #expect(try platform.verdict().codes == [.noTCBLevel])
    }

    @Test func `Relaunch is advised if what runs now is better than what was launched`() throws {
        let better = [
            "UpToDate": "TDRelaunchAdvised", "SWHardeningNeeded": "TDRelaunchAdvised",
            "ConfigurationNeeded": "TDRelaunchAdvisedConfigurationNeeded",
            "ConfigurationAndSWHardeningNeeded": "TDRelaunchAdvisedConfigurationNeeded",
            "OutOfDate": "OutOfDate", "OutOfDateConfigurationNeeded": "OutOfDate",
        ]
        for body in [SyntheticPlatform.Body.tdx15, .tdx15Extended] {
            for (now, advised) in better {
                var platform = domain(body)
                platform.currentModuleVersions = [5, 1, 7]
                platform.info.levels = [
                    Level(module: [0, 0, 7] + [Int](repeating: 0, count: 13), status: now),
                    Level(status: "OutOfDate"),
                ]
                #expect(try status(platform) == advised, "\(now)")
                // What runs now being worse changes nothing.
                platform.moduleVersions = [5, 1, 7]
                platform.currentModuleVersions = [5, 1, 6]
                #expect(try status(platform) == now)
            }
        }
    }

    @Test func `What runs now must have a level and an identity too`() throws {
        var platform = domain()
        platform.currentModuleVersions = [4, 1, 6]
        #expect(try platform.verdict().codes == [.noTCBLevel])
        platform.currentModuleVersions = [5, 2, 6]
        #expect(try platform.verdict().codes == [.moduleIdentity])
    }

    @Test func `Lists, info, identity and certificates are valid in their first and last second`()
        throws
    {
        let validity: TestAuthority.Validity = ("20250101000000Z", "20250201000000Z")
        let (first, last) = ("2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z")
        var cases: [(SyntheticPlatform, Reason.Code, Reason.Code)] = []
        var platform = SyntheticPlatform()
        platform.rootListValidity = validity
        cases.append((platform, .revocationListNotYetValid, .revocationListExpired))
        platform = SyntheticPlatform()
        platform.platformListValidity = validity
        cases.append((platform, .revocationListNotYetValid, .revocationListExpired))
        platform = SyntheticPlatform()
        platform.leafValidity = validity
        cases.append((platform, .certificateNotYetValid, .certificateExpired))
        platform = SyntheticPlatform()
        (platform.info.issueDate, platform.info.nextUpdate) = (first, last)
        cases.append((platform, .collateralNotYetValid, .collateralExpired))
        let start = try #require(Timestamp(first)).secondsSince1970
        let end = try #require(Timestamp(last)).secondsSince1970
        for (platform, early, late) in cases {
            for (second, codes) in [
                (start - 1, [early]), (start, []), (end, []), (end + 1, [late]),
            ] {
                let verdict = try platform.verdict(at: Timestamp(secondsSince1970: second))
                #expect(verdict.codes == Set(codes), "\(second - start)")
            }
        }
    }
}
