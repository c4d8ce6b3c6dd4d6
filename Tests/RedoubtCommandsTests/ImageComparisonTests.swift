import ImageTesting
import RedoubtABI
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("Two images beside each other")
struct ImageComparisonTests {
    @Test func `The same image differs in nothing, whoever signed it`() throws {
        let image = try sampleImage(SampleIdentity.set)
        let signed = try image.signed(with: .development)
        #expect(ImageComparison(image, signed).differences.isEmpty)
        #expect(ImageComparison(signed, image).differences.isEmpty)
    }

    @Test func `Each declaration that differs is called by its key, with both values`() throws {
        let changes: [(String, String, String, (inout EnclaveConfiguration) -> Void)] = [
            ("threads", "1", "2", { $0.threadCount = 2 }),
            ("heapBytes", "16777216", "1048576", { $0.heapBytes = 1 << 20 }),
            ("stackBytes", "262144", "65536", { $0.stackBytes = 1 << 16 }),
            ("channelBytes", "65504", "1000", { $0.channelBytes = 1000 }),
            (
                "productID", "\"\(ProductID.none)\"", "\"\(SampleIdentity.productText)\"",
                { $0.product = ProductID(hexadecimal: SampleIdentity.productText) ?? .none }
            ),
            (
                "familyID", "\"\(FamilyID.none)\"", "\"\(SampleIdentity.familyText)\"",
                { $0.family = FamilyID(hexadecimal: SampleIdentity.familyText) ?? .none }
            ),
            ("securityVersion", "0", "9", { $0.securityVersion = 9 }),
            ("imageVersion", "0", "9", { $0.imageVersion = 9 }),
            (
                "minimumIsolation", "not set", "\"virtualization\"",
                { $0.minimumIsolation = IsolationLevel(.virtualization, .ordinary) }
            ),
            ("debug", "false", "true", { $0.allowsDebug = true }),
        ]
        // Every key but $schema, which is not in an image.
        #expect(Set(changes.map(\.0)) == Set(ManifestKey.all.map(\.name)).subtracting(["$schema"]))
        for (name, first, second, change) in changes {
            let differences = try ImageComparison(sampleImage(), sampleImage(change)).differences
            #expect(
                differences == ["\(name): \(first) in the image, \(second) from the sources"]
            )
        }
    }

    @Test func `Another entry is a difference`() throws {
        let other = ELFFile.minimal.with { $0.entry += 1 }
        let differences = try ImageComparison(sampleImage(), sampleImage(program: other))
            .differences
        #expect(differences == ["entry: at 16 in the image, at 17 from the sources"])
    }

    @Test func `Bytes that differ are counted, and the first one placed`() throws {
        let other = ELFFile.minimal.with {
            $0.contents[104] ^= 1  // the constants' fifth byte
            $0.contents[300] ^= 1
        }
        let differences = try ImageComparison(sampleImage(), sampleImage(program: other))
            .differences
        try #require(differences.count == 1)
        #expect(differences[0].hasPrefix("segment 1 (r--): 2 of 4096 bytes differ"))
        #expect(differences[0].contains("the first at offset 4 (at 4100 from"))
    }

    @Test func `Segments of another number, size or permission are described`() throws {
        let fewer = ELFFile.minimal.with { $0.headers.remove(at: 1) }
        let counted = try ImageComparison(sampleImage(), sampleImage(program: fewer)).differences
        #expect(counted.count == 1 && counted[0].hasPrefix("segments: 3 in the image, 2 from"))
        let writable = ELFFile.minimal.with { $0.headers[1].flags = 6 }
        let permitted = try ImageComparison(sampleImage(), sampleImage(program: writable))
            .differences
        #expect(permitted.count == 1)
        #expect(permitted[0].contains("r-- at 4096, 4096 bytes"))
        #expect(permitted[0].contains("rw- at 4096, 4096 bytes"))
        let larger = ELFFile.minimal.with { $0.headers[2].memoryBytes = 0x2800 }
        let sized = try ImageComparison(sampleImage(), sampleImage(program: larger)).differences
        #expect(sized.count == 1)
        #expect(sized[0].contains("8192 bytes") && sized[0].contains("12288 bytes"))
    }

    @Test func `Components of another size, or that one side has not got, are named`() throws {
        func image(_ sizes: [(String, Int)]) throws -> EnclaveImage {
            try sampleImage(
                components: sizes.map {
                    CodeComponent(name: $0.0, codeBytes: $0.1, constantBytes: 1, dataBytes: 2)
                }
            )
        }
        let given = try image([("Vault", 100), ("Swift", 50)])
        #expect(
            try ImageComparison(given, image([("Vault", 90), ("Swift", 50)])).differences == [
                "component Vault: 100 bytes of code, 1 of constants, 2 of data in the image, "
                    + "90 bytes of code, 1 of constants, 2 of data from the sources"
            ]
        )
        let missing = try ImageComparison(given, image([("Vault", 100)])).differences
        #expect(missing.count == 1 && missing[0].hasSuffix("not there from the sources"))
        #expect(missing[0].hasPrefix("component Swift: "))
        let turned = try ImageComparison(given, image([("Swift", 50), ("Vault", 100)])).differences
        #expect(turned == ["components: the same in another order"])
    }

    @Test func `Runs of different length differ in what is not zero`() throws {
        #expect(ContentDifference([1, 2], [1, 2]) == nil)
        #expect(ContentDifference([1, 2], [1, 2, 0, 0]) == nil)
        #expect(ContentDifference([], []) == nil)
        let longer = try #require(ContentDifference([1], [1, 0, 7, 7]))
        #expect(longer.firstOffset == 2 && longer.count == 2)
        var far = [UInt8](repeating: 3, count: 10_000)
        let near = far
        far[9_999] = 4
        far[4_096] = 4
        let apart = try #require(ContentDifference(near, far))
        #expect(apart.firstOffset == 4_096 && apart.count == 2)
    }
}
