internal import CRedoubtABI
public import RedoubtABI
internal import RedoubtControl

/// What the enclave has answered to a call, while it still lies in the channel.
///
/// The channel is given back with it. What depends on the reply's type can be inlined into the caller's module, where
/// the type is known.
@safe
@usableFromInline
struct CallAnswer: ~Copyable {
    /// Nil if the answer is none.
    @usableFromInline let status: CallStatus?
    @usableFromInline var payload: WireDecoder
    private let method: InterfaceMethod?
    private let channel: Int
    // Not counted, which would take as long as a tenth of a call: whoever takes the answer keeps the enclave, see
    // ``EnclaveCore/call(_:timeout:arguments:reply:failure:)``.
    private let core: Unmanaged<EnclaveCore>

    /// Takes the message that has come; without a method nobody is going to read it.
    ///
    /// The enclave must live as long as the answer.
    init(
        _ message: redoubt_message,
        to method: InterfaceMethod?,
        on channel: HostChannel,
        of core: EnclaveCore
    ) {
        self.method = method
        self.channel = channel.index
        unsafe self.core = Unmanaged.passUnretained(core)
        if message.kind == REDOUBT_MESSAGE_ECALL_REPLY.rawValue,
            let decoder = channel.payload(of: message)
        {
            status = CallStatus(rawValue: message.status)
            payload = decoder
        } else {
            status = nil
            payload = unsafe WireDecoder(reading: UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }

    @inlinable
    deinit { giveBack() }

    @usableFromInline
    func giveBack() {
        // SAFETY, here and below: it lives as long as the answer, see `init`.
        unsafe core._withUnsafeGuaranteedRef { core in
            core.channels[channel].counters?.end()
            core.pool.release(channel)
        }
    }

    /// The call's result.
    ///
    /// - Throws: the error that the method declares, or ``EnclaveError``.
    @inlinable
    mutating func read<Reply: WireCodable, Failure: WireCodable & Error>(
        _ reply: Reply.Type,
        failure: Failure.Type
    ) throws -> Reply {
        switch status {
        case .value:
            do throws(WireError) {
                let value = try Reply(from: &payload)
                try payload.finish()
                return value
            } catch {
                throw malformed()
            }
        case .failure:
            let declared: Failure
            do throws(WireError) {
                declared = try Failure(from: &payload)
                try payload.finish()
            } catch {
                throw malformed()
            }
            didFail()
            throw declared
        default:
            throw refusal()
        }
    }

    /// The call throws.
    @usableFromInline
    func didFail() {
        unsafe core._withUnsafeGuaranteedRef { $0.channels[channel].counters?.fail() }
    }

    private var name: String { method.map { "\($0.name)" } ?? "a call" }

    @usableFromInline
    func malformed() -> any Error {
        didFail()
        return EnclaveError(
            .replyMalformed,
            "the enclave's reply to \(name) could not be read: build host and enclave from the same "
                + "sources, and do not trust an enclave that does this"
        )
    }

    @usableFromInline
    func refusal() -> any Error {
        switch status {
        case nil: return malformed()
        case .unknownInterface, .unknownMethod:
            didFail()
            return EnclaveError(
                .interfaceMismatch,
                "the enclave does not serve this version of \(name): build host and enclave from "
                    + "the same sources"
            )
        case .replyTooLarge:
            didFail()
            let payloadBytes = unsafe core._withUnsafeGuaranteedRef(\.description.payloadBytes)
            return EnclaveError(
                .replyTooLarge,
                "the reply of \(name) does not fit into a message of \(payloadBytes) bytes: "
                    + "declare a larger channelBytes, or return it in parts"
            )
        case .malformedArguments:
            didFail()
            return EnclaveError(
                .argumentsRefused,
                "the enclave could not read the arguments of \(name): build host and enclave from "
                    + "the same sources"
            )
        case .value, .failure, .handlerFailed:
            didFail()
            return EnclaveError(
                .replyMalformed,
                "the enclave's reply to \(name) makes no sense"
            )
        }
    }
}
