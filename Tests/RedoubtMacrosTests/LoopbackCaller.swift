import Dispatch
import Foundation
import RedoubtABI
import Synchronization
import Testing

/// A call that ended neither with a value nor with a declared error.
struct Refusal: Error, Equatable {
    let status: CallStatus

    init(_ status: CallStatus) { self.status = status }
}

/// Carries a call to a dispatcher in the same process.
///
/// Every argument and every reply is written and read, as between host and enclave.
struct LoopbackCaller<Dispatcher: Sendable>: Sendable {
    let dispatcher: Dispatcher
    /// What becomes of the arguments on the way.
    var tamper: @Sendable (inout [UInt8]) -> Void = { _ in }

    fileprivate func write(
        _ arguments: (inout WireEncoder) throws(WireError) -> Void
    ) throws(WireError) -> Message {
        let area = Message(capacity: 4096)
        var encoder = area.encoder()
        try arguments(&encoder)
        var bytes = area.bytes(encoder.count)
        tamper(&bytes)
        return Message(bytes)
    }
}

extension LoopbackCaller: EnclaveCaller where Dispatcher: ECALLDispatcher {
    nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        streams: [CallStream],
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        // Streams do not cross here.
        try await call(method, arguments: arguments, reply: reply, failure: failure)
    }

    nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        #expect(method.interface == Dispatcher.fingerprint)
        let message = try write(arguments)
        let answer = Message(capacity: 4096)
        defer { withExtendedLifetime(message) {} }
        var decoder = message.decoder()
        var encoder = answer.encoder()
        switch dispatcher.dispatch(method.index, &decoder, &encoder) {
        case .value: return try Message(answer.bytes(encoder.count)).read(Reply.self)
        case .failure: throw try Message(answer.bytes(encoder.count)).read(Failure.self)
        case let status: throw Refusal(status)
        }
    }
}

extension LoopbackCaller: HostCaller where Dispatcher: OCALLDispatcher {
    func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) throws(Failure) -> Reply {
        do {
            let (status, bytes) = try exchange(method, arguments)
            switch status {
            case .value: return try Message(bytes).read(Reply.self)
            case .failure: throw try Message(bytes).read(Failure.self)
            default: throw Refusal(status)
            }
        } catch let error as Failure {
            throw error
        } catch {
            fatalError("a method that declares no such error cannot report it: \(error)")
        }
    }

    func call<Reply: WireCodable>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: HostCallError.Type
    ) throws(HostCallError) -> Reply {
        do {
            let (status, bytes) = try exchange(method, arguments)
            switch status {
            case .value: return try Message(bytes).read(Reply.self)
            case .failure: throw try Message(bytes).read(HostCallError.self)
            default: throw HostCallError.handlerFailed
            }
        } catch let error as HostCallError {
            throw error
        } catch {
            throw .malformedReply
        }
    }

    /// Blocks its thread, as an enclave's call does: only ever called inside ``onOwnThread(_:)``.
    private func exchange(
        _ method: InterfaceMethod,
        _ arguments: (inout WireEncoder) throws(WireError) -> Void
    ) throws(WireError) -> (CallStatus, [UInt8]) {
        let message = try write(arguments)
        let answer = Answer()
        Task.detached { [dispatcher] in
            let area = Message(capacity: 4096)
            defer { withExtendedLifetime(message) {} }
            var decoder = message.decoder()
            var encoder = area.encoder()
            let status = await dispatcher.dispatch(method.index, &decoder, &encoder)
            answer.give(status, area.bytes(encoder.count))
        }
        return answer.wait()
    }
}

/// What a host's task gives to the thread that waits for it.
private final class Answer: Sendable {
    private let content = Mutex<(CallStatus, [UInt8])>((.handlerFailed, []))
    private let isThere = DispatchSemaphore(value: 0)

    func give(_ status: CallStatus, _ bytes: [UInt8]) {
        content.withLock { $0 = (status, bytes) }
        isThere.signal()
    }

    func wait() -> (CallStatus, [UInt8]) {
        isThere.wait()
        return content.withLock { $0 }
    }
}

/// Runs code that blocks where no task waits for a thread.
func onOwnThread<Success: Sendable>(
    _ body: @escaping @Sendable () throws -> Success
) async throws -> Success {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}
