import EnclaveTesting
import RedoubtHost
import RegistryInterface
import Testing

/// That a file that is none is refused where it goes wrong, and does no harm.
struct MalformedFileTests {
    private struct Case {
        let text: String
        let error: RegistryError

        init(_ text: String, _ problem: FileProblem, line: Int, column: Int) {
            self.text = text
            error = .malformedFile(problem, line: line, column: column)
        }
    }

    private static let patient = MadeUpFile.patient()
    private static let header = MadeUpFile.header(2)

    private static var wholeFiles: [Case] {
        [
            Case("", .emptyFile, line: 1, column: 1),
            Case("\n", .header, line: 1, column: 1),
            Case(patient + patient, .header, line: 1, column: 1),
            Case("two,30,malignant,benign\n", .header, line: 1, column: 1),
            Case("2,29,malignant,benign\n", .header, line: 1, column: 2),
            Case("2,30,benign,malignant\n", .header, line: 1, column: 3),
            Case("2,30,malignant\n", .header, line: 1, column: 4),
            Case("2,30,malignant,benign,\n", .header, line: 1, column: 5),
            Case("2,30,malignant,benign\r\n", .byteUnexpected, line: 1, column: 4),
            Case("\u{FEFF}2,30,malignant,benign\n", .byteUnexpected, line: 1, column: 1),
            Case("8001,30,malignant,benign\n", .tooManyPatients, line: 1, column: 1),
            Case(String(repeating: "9", count: 40), .tooManyPatients, line: 1, column: 1),
            Case("2,30,malignant,ben", .header, line: 1, column: 4),
            Case("2,30", .header, line: 1, column: 3),
            Case(header, .patientMissing, line: 2, column: 1),
            Case(header + patient, .patientMissing, line: 3, column: 1),
            Case(header + patient + patient + patient, .patientUnexpected, line: 4, column: 1),
            Case(header + patient + patient + "\n", .patientUnexpected, line: 4, column: 1),
            Case(header + "\n" + patient, .notANumber, line: 2, column: 1),
            Case(header + patient + "1.5,2\n", .fieldMissing, line: 3, column: 3),
            Case(header + patient + "1.5,2", .fieldMissing, line: 3, column: 3),
            Case(
                header + MadeUpFile.patient(diagnosis: "0,"),
                .fieldUnexpected,
                line: 2,
                column: 32
            ),
            Case("PK\u{3}\u{4}\u{14}\u{0}\u{6}", .byteUnexpected, line: 1, column: 1),
        ]
    }

    /// A field of the second patient is replaced.
    private static var fields: [(String, FileProblem)] {
        let noNumbers = [
            "", " ", "abc", "1.2.3", "1e", "1e+", "-", "+", ".", "-.", "e5", "0x10", "nan", "inf",
            "1 ",
            " 1", "--1", "1-", "1_000", "1e5.5", "\"1\"", "1;2",
        ]
        let tooLong = ["1234567890123456", "0.1234567890123456", "1.000000000000000", "1e5" + "e"]
        let beyond = [
            "1e23", "1e-23", "1e400", "-1e400", "1e-400", "1e999999999999999999999999",
            "1e-999999999999999999999999", "0.00000000000000000000001",
        ]
        return noNumbers.map { ($0, .notANumber) }
            + tooLong.dropLast().map { ($0, .tooManyDigits) } + [(tooLong[3], .notANumber)]
            + beyond.map { ($0, .powerOutOfRange) }
            + [
                (String(repeating: "0", count: 49), .fieldTooLong), ("1\u{0}", .byteUnexpected),
                ("1\t", .byteUnexpected), ("½", .byteUnexpected), ("1\r", .byteUnexpected),
            ]
    }

    /// Expects that a file is refused, and that the patients loaded before are still there.
    private func expectRefusal(_ registry: RegistryClient<Enclave>, _ malformed: Case) async throws
    {
        await #expect(throws: malformed.error, "\(malformed.text.suffix(200))") {
            try await registry.load(text: malformed.text)
        }
        await #expect(throws: RegistryError.noLoadBegun) { try await registry.append([0x30]) }
        #expect(try await registry.count(of: .all) == 569)
    }

    @Test(arguments: testedIsolation)
    func `A file of another shape is refused where it first goes wrong`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for malformed in Self.wholeFiles { try await expectRefusal(registry, malformed) }
            _ = try await registry.load(text: Self.header + Self.patient + Self.patient)
        }
    }

    @Test(arguments: testedIsolation)
    func `A field that is no number, or none that can be read exactly, is named`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for (field, problem) in Self.fields {
                for column in [1, 17, 30] {
                    var values = Array(repeating: "1", count: 30)
                    values[column - 1] = field
                    let text = Self.header + Self.patient + MadeUpFile.patient(values: values)
                    try await expectRefusal(
                        registry,
                        Case(text, problem, line: 3, column: column)
                    )
                }
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `A diagnosis is 0 or 1 and nothing else`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for diagnosis in ["", "2", "-1", "01", "0.0", " 0", "malignant", "/", ":"] {
                let text = Self.header + MadeUpFile.patient(diagnosis: diagnosis)
                try await expectRefusal(registry, Case(text, .diagnosis, line: 2, column: 31))
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `A file that is cut off never passes for a whole one`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            let file = Array((Self.header + Self.patient + Self.patient).utf8)
            // Without its last byte alone, a line feed, the file is whole.
            for length in 0..<file.count - 1 {
                await #expect(throws: RegistryError.self, "\(length) bytes") {
                    try await registry.load(Array(file.prefix(length)))
                }
            }
            #expect(try await registry.count(of: .all) == 569)
        }
    }

    @Test(arguments: testedIsolation)
    func `Whatever bit is wrong, the enclave refuses the file or reads another one`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            let file = Array((MadeUpFile.header(1) + MadeUpFile.patient("4.5")).utf8)
            for bit in 0..<file.count * 8 {
                var changed = file
                changed[bit / 8] ^= 1 << (bit % 8)
                do {
                    _ = try await registry.load(changed)
                } catch RegistryError.malformedFile(_, let line, let column) {
                    #expect((1...3).contains(line) && (1...32).contains(column))
                }
            }
            _ = try await registry.load(Patients.file)
            #expect(try await registry.count(of: .all) == 569)
        }
    }

    @Test(arguments: testedIsolation)
    func `Random bytes are refused`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            for length in [1, 100, 60_000] {
                let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max) }
                await #expect(throws: RegistryError.self) { try await registry.load(bytes) }
            }
            _ = try await registry.load(Patients.file)
        }
    }

    @Test func `Every error has words for the one who reads it`() {
        for problem in FileProblem.allCases {
            let text = "\(RegistryError.malformedFile(problem, line: 4, column: 7))"
            #expect(text.hasPrefix("line 4, field 7: "))
            #expect(text.count > 30)
        }
    }
}
