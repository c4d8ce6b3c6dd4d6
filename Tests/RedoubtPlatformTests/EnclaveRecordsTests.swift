import Foundation
import Glibc
import Testing

@testable import RedoubtPlatform

@Suite("Records of the platform service")
struct EnclaveRecordsTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-records-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func record(_ number: UInt64) -> EnclaveRecord {
        EnclaveRecord(
            number: number,
            user: 1_000,
            memoryBytes: 5 << 20,
            monitor: ProcessIdentity(number: 12, startTicks: 34),
            host: ProcessIdentity(number: 56, startTicks: .max)
        )
    }

    @Test func `They are found again until they are removed`() throws {
        try withFolder { folder in
            let records = try EnclaveRecords(folder: folder)
            #expect(records.all() == [])
            try records.add(record(1))
            try records.add(record(.max))
            let again = try EnclaveRecords(folder: folder)
            let found = again.all().sorted { $0.number < $1.number }
            #expect(found == [record(1), record(.max)])
            again.remove(1)
            #expect(records.all() == [record(.max)])
        }
    }

    @Test func `What is no record is removed, and keeps nobody from reading the others`() throws {
        try withFolder { folder in
            let records = try EnclaveRecords(folder: folder)
            try records.add(record(1))
            let text = try #require(FileManager.default.contents(atPath: "\(folder)/1.json"))
            for (name, bytes) in [
                ("2.json", text), ("3.json", Data()), ("4.json", Data("{}".utf8)),
                ("5.json.new", text), ("6.json", Data(text.dropLast())),
            ] {
                try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            }
            #expect(records.all() == [record(1)])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["1.json"])
        }
    }

    @Test func `A process is told from a later one with its number`() throws {
        let own = try #require(ProcessIdentity(of: getpid()))
        #expect(ProcessIdentity(of: getpid()) == own)
        if own.open() == nil { Issue.record("a process that runs can be opened") }
        let later = ProcessIdentity(number: own.number, startTicks: own.startTicks + 1)
        if later.open() != nil { Issue.record("a process of another start is not opened") }
        #expect(ProcessIdentity(of: .max) == nil)
        #expect(ServiceMonitor(again: later) == nil)
    }

    @Test func `A line of the audit log stays a line, whatever is written into it`() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            let log = AuditLog(path: "\(folder)/audit.jsonl")
            var event = AuditEvent(.refused)
            event.reason = "a\nb\"\u{1B}[2J\u{2028}" + String(repeating: "x", count: 5_000)
            event.user = 7
            try log.write(event)
            try log.write(AuditEvent(.ended, of: record(0xAB), reason: "killed"))
            let data = try #require(
                FileManager.default.contents(atPath: "\(folder)/audit.jsonl")
            )
            let lines = data.split(separator: UInt8(ascii: "\n"))
            try #require(lines.count == 2)
            #expect(!data.contains(0x1B) && lines[0].count < 2_000)
            let first = try JSONSerialization.jsonObject(with: lines[0]) as? [String: Any]
            #expect(first?["event"] as? String == "refused" && first?["user"] as? Int == 7)
            #expect((first?["reason"] as? String)?.hasPrefix("a\nb\"\u{1B}[2J") == true)
            let second = try JSONSerialization.jsonObject(with: lines[1]) as? [String: Any]
            #expect(second?["enclave"] as? String == "ab")
            #expect(second?["time"] as? String != nil)
        }
    }
}
