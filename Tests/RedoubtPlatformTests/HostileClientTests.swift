import CRedoubtSystem
import EnclaveTesting
import FixtureInterface
import Foundation
import Glibc
import RedoubtHost
import RedoubtPlatform
import SeededTesting
import Testing

@Suite("Hostile clients of the platform service", .enabled(if: RunningService.canRun))
struct HostileClientTests {
    /// Sends a packet and takes the answer; nil if the connection ends instead.
    private func answer(
        _ service: RunningService,
        to packet: [UInt8],
        descriptors: [Int32] = []
    ) throws -> PlatformReply.Answer? {
        guard let connection = try PlatformSocket.connect(service.socket, timeout: .seconds(5))
        else { return nil }
        let raw = connection.rawValue
        _ = unsafe redoubt_send_packet(
            raw,
            packet,
            packet.count,
            descriptors,
            descriptors.count
        )
        _ = shutdown(raw, CInt(SHUT_WR))
        guard try Readiness.wait(for: [raw], until: .now + .seconds(30))[0] else { return nil }
        var bytes = [UInt8](repeating: 0, count: 192 << 10)
        let count = unsafe recv(raw, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return try decoded(PlatformReply.self, from: Array(bytes.prefix(count))).answer
    }

    private func isNotUnderstood(_ answer: PlatformReply.Answer?) -> Bool {
        if case .refused(.notUnderstood) = answer { true } else { false }
    }

    /// The service serves a launch, and holds nothing but what it held before.
    private func expectSound(_ service: RunningService, descriptors: Int) async throws {
        let image = try await enclaveImage("FixtureEnclave")
        try await Enclave.withLaunched(
            image,
            policy: .development,
            options: service.options(testedIsolation[0])
        ) { enclave in
            let sum = try await FixtureClient(enclave).add(1, 2)
            #expect(sum == 3)
        }
        #expect(try await eventually { try service.descriptorCount() == descriptors })
        #expect(try service.status()?.machine.enclaves == 0)
        #expect(try await eventually { service.processes(sparing: []).isEmpty })
    }

    @Test("Packets that are empty, of another version, malformed or too large are refused")
    func malformed() async throws {
        let service = try await RunningService()
        let descriptors = try await service.settledDescriptorCount()
        let status = try encoded(PlatformRequest(.status))
        #expect(try answer(service, to: []) == nil)
        let own = PlatformRequest.version
        for version in [0, 1, own - 1, own + 1, .max] {
            let other = try encoded(version) + status.dropFirst(4)
            #expect(isNotUnderstood(try answer(service, to: other)))
        }
        #expect(isNotUnderstood(try answer(service, to: Array(status.dropLast()))))
        #expect(isNotUnderstood(try answer(service, to: status + [0])))
        let tooLarge = [UInt8](repeating: 1, count: ControlSocket.packetLimitBytes + 1)
        #expect(isNotUnderstood(try answer(service, to: tooLarge)))
        let unknown = try answer(service, to: encoded(PlatformRequest(.end(enclave: 1))))
        guard case .refused(.noSuchEnclave) = unknown else {
            Issue.record("\(String(describing: unknown))")
            return
        }
        try await expectSound(service, descriptors: descriptors)
    }

    @Test("A launch without an image is refused, and descriptors that nobody asked for are closed")
    func descriptorFlood() async throws {
        let service = try await RunningService()
        let descriptors = try await service.settledDescriptorCount()
        let launch = try encoded(
            PlatformRequest(
                .launch(
                    LaunchRequest(
                        acceptable: testedIsolation,
                        policy: .development,
                        debug: false,
                        spinLimit: 0,
                        keys: .service
                    )
                )
            )
        )
        guard let connection = try PlatformSocket.connect(service.socket, timeout: .seconds(5))
        else { throw ProgramFailure(description: "no service") }
        try ControlSocket.send(
            decoded(PlatformRequest.self, from: launch),
            descriptors: [],
            over: connection.rawValue
        )
        let reply = try ControlSocket.receive(PlatformReply.self, from: connection.rawValue)
        guard case .value(let value, _) = reply, case .refusedByMonitor(.image) = value.answer
        else {
            Issue.record("\(reply)")
            return
        }
        let null = unsafe open("/dev/null", O_RDONLY)
        defer { close(null) }
        for _ in 0..<200 {
            let flood = [Int32](repeating: null, count: 8)
            _ = try answer(service, to: encoded(PlatformRequest(.status)), descriptors: flood)
            _ = try answer(service, to: [1, 2, 3], descriptors: flood)
        }
        try await expectSound(service, descriptors: descriptors)
    }

    @Test("Connections that say nothing are limited, and end")
    func silent() async throws {
        let service = try await RunningService()
        let descriptors = try await service.settledDescriptorCount()
        var silent: [Int32] = []
        defer { for connection in silent { close(connection) } }
        for _ in 0..<PlatformLimits.waitingConnectionsPerUser + 8 {
            let connection = unsafe redoubt_connect(service.socket, 5_000)
            try #require(connection >= 0)
            silent.append(connection)
        }
        let last = try #require(silent.last)
        let reply = try ControlSocket.receive(PlatformReply.self, from: last)
        guard case .value(let value, _) = reply,
            case .refused(.connections(PlatformLimits.waitingConnectionsPerUser, .user)) =
                value.answer
        else {
            Issue.record("\(reply)")
            return
        }
        // The service lets go of them although they stay open here.
        #expect(try await eventually { try service.descriptorCount() == descriptors })
        try await expectSound(service, descriptors: descriptors)
    }

    @Test("A host that goes away in mid-launch leaves no monitor")
    func goesAway() async throws {
        let service = try await RunningService()
        let descriptors = try await service.settledDescriptorCount()
        let path = try await enclaveImage("FixtureEnclave")
        let launch = PlatformRequest(
            .launch(
                LaunchRequest(
                    acceptable: testedIsolation,
                    policy: .development,
                    debug: false,
                    spinLimit: 0,
                    keys: .service
                )
            )
        )
        for round in 0..<20 {
            guard let connection = try PlatformSocket.connect(service.socket, timeout: .seconds(5))
            else { throw ProgramFailure(description: "no service") }
            let image = OwnedDescriptor(unsafe open(path, O_RDONLY))
            try ControlSocket.send(
                launch,
                descriptors: [image.rawValue],
                over: connection.rawValue
            )
            // From at once to after the launch.
            usleep(UInt32(round) * 2_000)
        }
        #expect(try await service.waitForEnclaves(0))
        try await expectSound(service, descriptors: descriptors)
    }

    @Test("Random packets neither stop the service nor leave anything in it")
    func fuzz() async throws {
        let service = try await RunningService()
        let descriptors = try await service.settledDescriptorCount()
        var random = SeededGenerator(for: "HostileClientTests.fuzz")
        let samples = [
            try encoded(PlatformRequest(.status)),
            try encoded(PlatformRequest(.end(enclave: 7))),
            try encoded(
                PlatformRequest(
                    .launch(
                        LaunchRequest(
                            acceptable: testedIsolation,
                            policy: .development,
                            debug: true,
                            spinLimit: 1,
                            keys: .service
                        )
                    )
                )
            ),
        ]
        let null = unsafe open("/dev/null", O_RDONLY)
        defer { close(null) }
        for round in 0..<1_500 {
            var packet = samples[Int(random.next() % 3)]
            for _ in 0..<random.next() % 4 where !packet.isEmpty {
                let index = Int(random.next() % UInt64(packet.count))
                switch random.next() % 4 {
                case 0: packet[index] = UInt8(truncatingIfNeeded: random.next())
                case 1: packet[index] ^= 1 << UInt8(random.next() % 8)
                case 2: packet.removeSubrange(index...)
                default: packet.insert(UInt8(truncatingIfNeeded: random.next()), at: index)
                }
            }
            let count = Int(random.next() % 3)
            _ = try answer(
                service,
                to: packet,
                descriptors: [Int32](repeating: null, count: count)
            )
            if round % 500 == 499 { try await expectSound(service, descriptors: descriptors) }
        }
    }
}
