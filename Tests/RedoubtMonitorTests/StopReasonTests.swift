import RedoubtABI
import RedoubtControl
import Testing

@Suite("Why an enclave stopped")
struct StopReasonTests {
    private static let aborts: [StopReason.Abort] = [
        .outOfMemory, .heapCorruption, .stackCorruption, .entropyFailure, .mainReturned,
        .hostCallFailed, .abiMismatch, .fatalError, .unknown,
    ]

    static let reasons: [StopReason] =
        [
            .requested, .deadlineExceeded, .monitorLost, .monitorFailed("KVM_RUN: no"),
            .fault(StopReason.Fault(.illegalOperation)),
            .fault(StopReason.Fault(.stackOverflow, instruction: 1, address: .max)),
            .fault(StopReason.Fault(.memoryAccess, instruction: nil, address: 0)),
        ] + aborts.map(StopReason.abort)

    @Test(arguments: reasons)
    func `It arrives as it was, and cut short it is refused`(reason: StopReason) throws {
        let message = try encoded(reason)
        #expect(try decoded(StopReason.self, from: message) == reason)
        for count in 0..<message.count {
            #expect(throws: WireError.self) {
                try decoded(StopReason.self, from: Array(message.prefix(count)))
            }
        }
        #expect(throws: WireError.trailingBytes) {
            try decoded(StopReason.self, from: message + [0])
        }
    }

    @Test func `Unknown tags and causes are refused, unknown aborts are called so`() throws {
        for tag in 6...255 as ClosedRange<UInt8> {
            #expect(throws: WireError.invalidValue) {
                try decoded(StopReason.self, from: [tag, 0, 0, 0, 0])
            }
        }
        for cause in 3...255 as ClosedRange<UInt8> {
            #expect(throws: WireError.invalidValue) {
                try decoded(StopReason.self, from: [2, cause, 0, 0])
            }
        }
        for abort in [0, 9, 0x8000_0000, .max] as [UInt32] {
            let reason = try decoded(StopReason.self, from: [3] + encoded(abort))
            #expect(reason == .abort(.unknown))
        }
    }

    @Test func `Each is described in words of its own`() {
        let descriptions = Self.reasons.map(\.description)
        #expect(descriptions.allSatisfy { !$0.isEmpty })
        #expect(Set(descriptions).count == Self.reasons.count)
    }
}
