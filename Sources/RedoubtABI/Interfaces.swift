/// Makes a protocol the interface of an enclave: the calls that its host can make (ECALLs).
///
/// Parameters, results and errors are integers, `Bool`, `Float`, `Double`, `String`, arrays, optionals,
/// dictionaries, and types marked ``EnclaveValue()``. A method that can fail declares one error type:
/// `throws(MyError)`. For a protocol `Signer` the macro writes
/// - `SignerDispatcher`, with which the enclave serves it, and
/// - `SignerClient`, with which the host calls it: the same methods, `async throws`.
@attached(peer, names: suffixed(Dispatcher), suffixed(Client))
public macro EnclaveInterface() =
    #externalMacro(module: "RedoubtMacros", type: "EnclaveInterfaceMacro")

/// Makes a protocol an interface of the host: the calls that an enclave can make (OCALLs).
///
/// What may cross is what ``EnclaveInterface()`` says. For a protocol `Clock` the macro writes
/// - `ClockClient`, with which the enclave calls it,
/// - `ClockHandler`, a protocol with the same methods, `async`, that the host implements, and
/// - `ClockDispatcher`, with which the host serves its handler.
@attached(peer, names: suffixed(Client), suffixed(Handler), suffixed(Dispatcher))
public macro HostInterface() =
    #externalMacro(module: "RedoubtMacros", type: "HostInterfaceMacro")

/// Lets a struct or an enum cross between host and enclave.
///
/// Every stored property and every payload must be able to cross. Enums may have up to 256 cases.
@attached(extension, conformances: WireCodable, names: named(encode(to:)), named(init(from:)))
public macro EnclaveValue() =
    #externalMacro(module: "RedoubtMacros", type: "EnclaveValueMacro")
