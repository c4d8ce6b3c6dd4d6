internal import CRedoubtABI

/// How far a call has come on its caller's thread.
@usableFromInline
enum CallProgress: ~Copyable {
    /// The answer is there.
    case answered(CallAnswer)
    /// The enclave has called its host.
    case serves(SentCall)
    /// The enclave takes its time, or sleeps.
    case waitsForMessage(SentCall)
    /// Other tasks have to run first: nothing has been sent.
    case waitsForTurn
    /// All channels are in use: nothing has been sent.
    case waitsForChannel
}

/// A call that has been handed over.
@usableFromInline
struct SentCall {
    /// The index of its channel.
    let channel: Int
    /// What the enclave has said.
    var message: redoubt_message?
}
