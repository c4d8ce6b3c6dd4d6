import Foundation
import RedoubtABI
import SeededTesting
import Testing

@testable import RedoubtHost

@Suite("Statistics pages")
struct StatisticsPageTests {
    private func description(
        image: String = "Some",
        threadCount: Int = 2
    ) throws -> StatisticsDescription {
        StatisticsDescription(
            image: image,
            identity: EnclaveIdentity(
                measurement: try #require(Measurement(bytes: Array(0..<32))),
                signer: .development
            ),
            isolation: IsolationLevel(.virtualization, .private),
            isFromService: false,
            threadCount: threadCount,
            memoryBytes: 1 << 20,
            hostProcess: 1,
            hostName: "host",
            monitorProcess: 2,
            monitorStartTicks: 3
        )
    }

    /// A page's bytes, as a reader gets them.
    private func bytes(_ page: StatisticsPage, in folder: StatisticsFolder) throws -> [UInt8] {
        let name = try #require(try folder.names.first)
        return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)")))
    }

    @Test func `What was counted is what is read`() throws {
        let folder = try StatisticsFolder()
        let directory = try StatisticsDirectory(folder.path)
        let page = try StatisticsPage(description(), in: directory)
        let counters = try #require(unsafe page.counters(1))
        for call in 0..<100 {
            counters.begin(isEnclaveAsleep: call % 10 == 0)
            if call % 4 == 0 {
                counters.beginSleep()
                counters.endSleep()
            }
            if call % 5 == 0 { counters.countHostCall() }
            if call % 20 == 0 { counters.fail() }
            counters.end()
        }
        counters.begin(isEnclaveAsleep: false)
        page.countReset()
        let name = try #require(directory.pageNames().first)
        guard case .live(let reading) = directory.look(at: name) else {
            Issue.record("\(String(describing: directory.look(at: name)))")
            return
        }
        #expect(reading.description == (try description()))
        #expect(reading.resets == 1)
        #expect(reading.channels[0].calls == 0)
        #expect(reading.channels[0].state == .idle)
        #expect(reading.channels[1].calls == 100)
        #expect(reading.channels[1].failures == 5)
        #expect(reading.channels[1].sleeps == 25)
        #expect(reading.channels[1].hostCalls == 20)
        #expect(reading.channels[1].state == .calling)
        // Ten calls to a sleeping enclave, once each; of the others that with number 64.
        let measured: UInt64 = reading.latencies.reduce(0) { $0 + $1 }
        #expect(measured == 74)
    }

    @Test func `A page may be read by its user, and is locked until it goes`() throws {
        let folder = try StatisticsFolder()
        let directory = try StatisticsDirectory(folder.path)
        var page: StatisticsPage? = try StatisticsPage(description(), in: directory)
        let name = try #require(directory.pageNames().first)
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
        #expect(attributes[.posixPermissions] as? Int == 0o400)
        directory.removeLeftOvers()
        #expect(directory.pageNames() == [name])
        // What a killed host leaves: the same file, which nobody has mapped.
        let copy = "enclave-0123456789abcdef"
        try Data(try bytes(try #require(page), in: folder)).write(
            to: URL(fileURLWithPath: "\(folder.path)/\(copy)")
        )
        if case .leftOver = directory.look(at: copy) {} else { Issue.record("not left over") }
        directory.removeLeftOvers()
        #expect(directory.pageNames() == [name])
        page?.remove()
        #expect(try folder.names == [])
        page = nil
        #expect(try folder.names == [])
    }

    @Test func `A directory that is a link, another's or open to others is refused`() throws {
        let folder = try StatisticsFolder()
        let files = FileManager.default
        let link = "\(folder.path)/link"
        try files.createSymbolicLink(atPath: link, withDestinationPath: folder.path)
        #expect(throws: StatisticsError.self) { _ = try StatisticsDirectory(link) }
        #expect(throws: StatisticsError.self) { _ = try StatisticsDirectory(link, makes: true) }
        #expect(throws: StatisticsError.self) {
            _ = try StatisticsDirectory(folder.path, owner: geteuid() + 1)
        }
        for mode in [0o750, 0o701, 0o777, 0o1777] {
            try files.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path)
            let error = #expect(throws: StatisticsError.self) {
                _ = try StatisticsDirectory(folder.path)
            }
            #expect("\(try #require(error))".contains(String(mode, radix: 8)))
        }
        let file = "\(folder.path)/file"
        try Data().write(to: URL(fileURLWithPath: file))
        #expect(throws: StatisticsError.self) { _ = try StatisticsDirectory(file, makes: true) }
    }

    @Test func `What is no file, too long, or locked by somebody is no page`() throws {
        let folder = try StatisticsFolder()
        let directory = try StatisticsDirectory(folder.path)
        let names = (0..<4).map { "enclave-000000000000000\($0)" }
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/\(names[0])",
            withDestinationPath: "/etc/passwd"
        )
        #expect(unsafe mkfifo("\(folder.path)/\(names[1])", 0o600) == 0)
        var locks: [Int32] = []
        defer { for lock in locks { close(lock) } }
        for (name, count) in [(names[2], StatisticsLayout.limitBytes + 1), (names[3], 0)] {
            try Data(count: count).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
            let file = unsafe open("\(folder.path)/\(name)", O_RDONLY)
            #expect(flock(file, LOCK_EX) == 0)
            locks.append(file)
        }
        let errors = names.map { name -> StatisticsError? in
            if case .unreadable(let error) = directory.look(at: name) { error } else { nil }
        }
        if case .system = errors[0] {} else { Issue.record("\(String(describing: errors[0]))") }
        #expect(errors[1] == .notAFile)
        #expect(errors[2] == .tooLarge(limitBytes: StatisticsLayout.limitBytes))
        #expect(errors[3] == .noPage)
        #expect(directory.look(at: "enclave-ffffffffffffffff") == nil)
    }

    @Test func `Every truncation, every other length and random bytes are refused`() throws {
        let folder = try StatisticsFolder()
        let page = try StatisticsPage(description(), in: try StatisticsDirectory(folder.path))
        let bytes = try bytes(page, in: folder)
        _ = try StatisticsReading(bytes)
        for count in 0..<bytes.count {
            #expect(throws: StatisticsError.self) {
                try StatisticsReading(Array(bytes.prefix(count)))
            }
        }
        #expect(throws: StatisticsError.self) { try StatisticsReading(bytes + [0]) }
        var generator = SeededGenerator(for: "random pages")
        for _ in 0..<300 {
            let random = (0..<Int.random(in: 0...9_000, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            #expect(throws: StatisticsError.noPage) { try StatisticsReading(random) }
        }
    }

    @Test func `Changed bytes are read as something else or refused`() throws {
        let folder = try StatisticsFolder()
        let page = try StatisticsPage(description(), in: try StatisticsDirectory(folder.path))
        let bytes = try bytes(page, in: folder)
        var refused = 0
        for bit in 0..<400 * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            do throws(StatisticsError) {
                _ = try StatisticsReading(changed)
            } catch {
                refused += 1
            }
        }
        // Magic, version and the description's count at the least.
        #expect(refused >= 16 * 8)
        var other = bytes
        other[8] = 2
        #expect(throws: StatisticsError.otherVersion(2)) { try StatisticsReading(other) }
        var generator = SeededGenerator(for: "changed pages")
        for _ in 0..<300 {
            var changed = bytes
            for _ in 0..<8 {
                let place = Int.random(in: 12..<changed.count, using: &generator)
                changed[place] = .random(in: 0...255, using: &generator)
            }
            if let reading = try? StatisticsReading(changed) {
                #expect(reading.channels.count == 2)
                _ = LatencyScale.quantile(0.5, of: reading.latencies)
            }
        }
    }

    @Test func `A description of any length fits, and so do 64 threads and no more`() throws {
        let folder = try StatisticsFolder()
        let directory = try StatisticsDirectory(folder.path)
        let long = String(repeating: "🏰", count: 2_000)
        let page = try StatisticsPage(description(image: long, threadCount: 64), in: directory)
        let reading = try StatisticsReading(bytes(page, in: folder))
        #expect(reading.channels.count == 64)
        #expect(reading.description.image == String(repeating: "🏰", count: 63))
        page.remove()
        for count in [0, 65] {
            #expect(throws: StatisticsError.self) {
                try StatisticsPage(description(threadCount: count), in: directory)
            }
        }
        #expect(try folder.names == [])
    }
}
