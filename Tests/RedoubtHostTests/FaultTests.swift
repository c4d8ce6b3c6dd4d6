import EnclaveTesting
import FixtureInterface
import RedoubtHost
import Testing

@Suite("Faults")
struct FaultTests {
    static let cases: [(Misdeed, StopReason)] = [
        (.trap, .fault(.init(.illegalOperation))),
        (.overflowStack, .fault(.init(.stackOverflow))),
        (.exhaustHeap, .abort(.outOfMemory)),
        (.writeToCode, .fault(.init(.memoryAccess))),
        (.jumpToData, .fault(.init(.memoryAccess))),
        (.breakpoint, .fault(.init(.illegalOperation))),
        (.portInput, .fault(.init(.illegalOperation))),
        (.portOutput, .fault(.init(.illegalOperation))),
        (.halt, .fault(.init(.illegalOperation))),
        (.readNull, .fault(.init(.memoryAccess))),
        (.readBeyondChannels, .fault(.init(.memoryAccess))),
        (.freeTwice, .abort(.heapCorruption)),
    ]

    @Test(
        "What an enclave cannot do ends it with a typed error, and other enclaves go on",
        arguments: testedIsolation,
        cases
    )
    func misdeeds(_ level: IsolationLevel, _ misdeed: (Misdeed, StopReason)) async throws {
        try await withFixture(level) { _, other async throws in
            try await withFixture(level) { enclave, client async throws in
                let error = await enclaveError { try await client.commit(misdeed.0) }
                #expect(error?.code == .stopped)
                #expect(
                    error?.stopReason == misdeed.1,
                    "\(misdeed.0): \(String(describing: error))"
                )
                #expect(enclave.stopReason == misdeed.1)
                let later = await enclaveError { try await client.empty() }
                #expect(later?.stopReason == misdeed.1)
            }
            #expect(try await other.add(1, 1) == 2)
        }
    }

    @Test("A system call ends the enclave with a typed error", arguments: testedIsolation)
    func systemCall(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client in
            let error = await enclaveError { try await client.commit(.systemCall) }
            guard case .fault(let fault) = error?.stopReason else {
                Issue.record("\(String(describing: error))")
                return
            }
            // VT-x and AMD-V raise an invalid opcode. kvm_pvm enters a handler that is not there.
            #expect(
                fault.cause == .illegalOperation
                    || level.backend == .virtualization && fault.cause == .memoryAccess
            )
        }
    }

    @Test("An array of C's written beyond its end stops the enclave", arguments: testedIsolation)
    func overrun(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            let error = await enclaveError { try await client.commit(.overrunArray) }
            #expect(error?.stopReason == .abort(.stackCorruption))
        }
    }

    @Test("A failed precondition of Swift's ends the enclave", arguments: testedIsolation)
    func overflow(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            let error = await enclaveError { _ = try await client.add(.max, 1) }
            #expect(error?.stopReason == .fault(.init(.illegalOperation)))
        }
    }

    @Test("A fault fails every call that runs, and those that wait", arguments: testedIsolation)
    func faultFailsAll(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            await withTaskGroup(of: EnclaveError?.self) { group in
                for _ in 0..<10 {
                    group.addTask { await enclaveError { try await client.meet(parties: 1_000) } }
                }
                group.addTask { await enclaveError { try await client.commit(.trap) } }
                // The trap may have to wait for a thread for ever: end it from outside then.
                group.addTask {
                    try? await Task.sleep(for: .milliseconds(200))
                    await enclave.terminate()
                    return nil
                }
                for await error in group {
                    if let error { #expect(error.code == .stopped) }
                }
            }
        }
    }

    @Test("An enclave whose main returns says what is missing", arguments: testedIsolation)
    func mainReturns(_ level: IsolationLevel) async throws {
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        let image = try await enclaveImage("MainReturnsEnclave")
        let error = await enclaveError {
            _ = try await Enclave.launch(image, policy: .development, options: options)
        }
        #expect(error?.stopReason == .abort(.mainReturned))
        #expect(error?.message.contains("Enclave.serve") == true)
    }
}
