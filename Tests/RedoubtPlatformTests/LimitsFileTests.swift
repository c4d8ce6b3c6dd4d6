import Foundation
import Testing

@testable import RedoubtPlatform

@Suite("The limits' file")
struct LimitsFileTests {
    private func limits(_ text: String) throws -> PlatformLimits {
        var limits = PlatformLimits(machineMemoryBytes: 16 << 30)
        try LimitsFile.apply(Data(text.utf8), path: "limits.json", to: &limits)
        return limits
    }

    @Test func `Without it, users share half of the machine's memory`() throws {
        var limits = PlatformLimits(machineMemoryBytes: 16 << 30)
        try LimitsFile.apply("/nonexistent/redoubtd.json", to: &limits)
        #expect(limits == PlatformLimits(machineMemoryBytes: 16 << 30))
        #expect(limits.secureMemory == 8 << 30 && limits.secureMemoryPerUser == 4 << 30)
        #expect(limits.enclavesPerUser == 64 && limits.enclaves == 256)
        #expect(try self.limits("{}") == limits)
    }

    @Test func `It changes what it names, with comments and trailing commas`() throws {
        let limits = try limits(
            """
            {
                // two, and no more
                enclavesPerUser: 2,
                "enclaves": 5,
                "secureMemoryPerUser": "dcsv2", // a preset
                "secureMemory": 1048576,
            }
            """
        )
        #expect(limits.enclavesPerUser == 2 && limits.enclaves == 5)
        #expect(limits.secureMemoryPerUser == 168 << 20)
        #expect(limits.secureMemory == 1 << 20)
    }

    @Test(
        "What is no limit is refused, with the key and what is expected",
        arguments: [
            ("{enclaves: -1}", "\"enclaves\" must be a whole number"),
            ("{enclaves: 1.5}", "\"enclaves\" must be a whole number"),
            ("{enclavesPerUser: 65537}", "\"enclavesPerUser\" must be a whole number"),
            ("{secureMemory: -1}", "presets dcsv2, dcsv3"),
            ("{secureMemory: '12 MB'}", "a size such as \"168 MiB\""),
            ("{secureMemory: 18446744073709551615}", "must be a number of bytes"),
            ("{secureMemory: null}", "must be a number of bytes"),
            ("{enclave: 1}", "unknown key \"enclave\""),
            ("[]", "must be an object"), ("{", "not JSON"), ("", "not JSON"),
        ]
    )
    func refused(_ text: String, _ expected: String) {
        let failure = #expect(throws: PlatformFailure.self) { try limits(text) }
        #expect(failure?.description.hasPrefix("limits.json: ") == true)
        #expect(failure?.description.contains(expected) == true, "\(failure?.description ?? "")")
    }

    @Test func `A file of any size is not read`() {
        #expect(throws: PlatformFailure.self) {
            try limits("{}" + String(repeating: " ", count: 64 << 10))
        }
    }

    @Test(
        "Sizes are read in units of 1024, and presets by name",
        arguments: [
            ("0", 0), ("65536", 65_536), ("168 MiB", 176_160_768), ("168MiB", 176_160_768),
            ("4 GiB", 4_294_967_296), ("1 TiB", 1_099_511_627_776), ("3 KiB", 3_072),
            ("dcsv2", 176_160_768), ("dcsv3", 274_877_906_944),
            ("8388607 TiB", 9_223_370_937_343_148_032),
        ] as [(String, UInt64)]
    )
    func sizes(_ text: String, _ bytes: UInt64) {
        #expect(SecureMemoryPreset.bytes(from: text) == bytes)
    }

    @Test(
        "Texts that are no size are not read",
        arguments: ["", "MiB", "-1", "1.5 MiB", "12 MB", "1 MiB ", "٣", "dcsv4", "8388608 TiB"]
            + ["18446744073709551616", "99999999999999999999 TiB"]
    )
    func noSizes(_ text: String) {
        #expect(SecureMemoryPreset.bytes(from: text) == nil)
    }
}
