import Testing

/// What `@EnclaveInterface` writes.
struct EnclaveInterfaceExpansionTests {
    @Test func `A public interface has a public dispatcher and a hosted client`() {
        expectExpansion(
            of: """
                @EnclaveInterface
                public protocol Signer {
                    /// Signs a document.
                    func sign(_ document: [UInt8], with key: Int) throws(SignerError) -> Signature
                    func reset()
                }
                """,
            to: """
                /// Serves `Signer` inside an enclave.
                public struct SignerDispatcher<Service: Signer & Swift.Sendable>: RedoubtABI.ECALLDispatcher {
                    /// What answers the calls.
                    public let service: Service

                    /// Serves calls with the given service.
                    public init(_ service: Service) {
                        self.service = service
                    }

                    /// Names the interface as it was declared when this was built.
                    public static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0xdec5edd6b4185fea)
                    }

                    /// Reads the arguments, makes the call, writes the reply.
                    public func dispatch(_ method: Swift.UInt32, _ arguments: inout RedoubtABI.WireDecoder, _ reply: inout RedoubtABI.WireEncoder) -> RedoubtABI.CallStatus {
                        switch method {
                            case 0:
                                let argument0: [UInt8]
                                let argument1: Int
                                do throws(RedoubtABI.WireError) {
                                    argument0 = try arguments.decode()
                                    argument1 = try arguments.decode()
                                    try arguments.finish()
                                } catch {
                                    return .malformedArguments
                                }
                                do throws(SignerError) {
                                    let result: Signature = try self.service.sign(argument0, with: argument1)
                                    return reply.reply(result)
                                } catch {
                                    return reply.reply(failure: error)
                                }
                            case 1:
                                do throws(RedoubtABI.WireError) {
                                    try arguments.finish()
                                } catch {
                                    return .malformedArguments
                                }
                                let _: Swift.Void = self.service.reset()
                                return reply.reply(RedoubtABI.NoValue())
                            default:
                                return .unknownMethod
                        }
                    }
                }

                #if !hasFeature(Embedded)
                /// Calls `Signer` in an enclave.
                public struct SignerClient<Caller: RedoubtABI.EnclaveCaller>: Swift.Sendable {
                    /// What carries the calls.
                    @usableFromInline
                    let caller: Caller

                    /// Calls through the given caller.
                    public init(_ caller: Caller) {
                        self.caller = caller
                    }

                    /// Names the interface as it was declared when this was built.
                    @inlinable
                    public static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0xdec5edd6b4185fea)
                    }

                    /// Signs a document.
                    @inlinable
                    public nonisolated(nonsending) func sign(_ document: [UInt8], with key: Int) async throws -> Signature {
                        try await self.caller.call(
                            RedoubtABI.InterfaceMethod(Self.fingerprint, 0, "Signer.sign"),
                            arguments: { (encoder: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) in
                                try encoder.encode(document)
                                try encoder.encode(key)
                            },
                            reply: Signature.self,
                            failure: SignerError.self
                        )
                    }

                    /// Makes the call `reset()`.
                    @inlinable
                    public nonisolated(nonsending) func reset() async throws {
                        _ = try await self.caller.call(
                            RedoubtABI.InterfaceMethod(Self.fingerprint, 1, "Signer.reset"),
                            arguments: { (_: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) in
                            },
                            reply: RedoubtABI.NoValue.self,
                            failure: Swift.Never.self
                        )
                    }
                }
                #endif
                """
        )
    }

    @Test func `Streams go beside the arguments`() {
        expectExpansion(
            of: """
                @EnclaveInterface
                protocol P {
                    func pack(_ files: ByteSource, level: Int, into archive: ByteSink) throws(StreamError)
                }
                """,
            to: """
                /// Serves `P` inside an enclave.
                struct PDispatcher<Service: P & Swift.Sendable>: RedoubtABI.ECALLDispatcher {
                    /// What answers the calls.
                    let service: Service

                    /// Serves calls with the given service.
                    init(_ service: Service) {
                        self.service = service
                    }

                    /// Names the interface as it was declared when this was built.
                    static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0x63d185a974570447)
                    }

                    /// Reads the arguments, makes the call, writes the reply.
                    func dispatch(_ method: Swift.UInt32, _ arguments: inout RedoubtABI.WireDecoder, _ reply: inout RedoubtABI.WireEncoder) -> RedoubtABI.CallStatus {
                        switch method {
                            case 0:
                                let argument0 = ByteSource(stream: 0)
                                let argument1: Int
                                let argument2 = ByteSink(stream: 1)
                                do throws(RedoubtABI.WireError) {
                                    argument1 = try arguments.decode()
                                    try arguments.finish()
                                } catch {
                                    return .malformedArguments
                                }
                                do throws(StreamError) {
                                    let _: Swift.Void = try self.service.pack(argument0, level: argument1, into: argument2)
                                    return reply.reply(RedoubtABI.NoValue())
                                } catch {
                                    return reply.reply(failure: error)
                                }
                            default:
                                return .unknownMethod
                        }
                    }
                }

                #if !hasFeature(Embedded)
                /// Calls `P` in an enclave.
                struct PClient<Caller: RedoubtABI.EnclaveCaller>: Swift.Sendable {
                    /// What carries the calls.
                    private let caller: Caller

                    /// Calls through the given caller.
                    init(_ caller: Caller) {
                        self.caller = caller
                    }

                    /// Names the interface as it was declared when this was built.
                    static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0x63d185a974570447)
                    }

                    /// Makes the call `pack(_:level:into:)`.
                    nonisolated(nonsending) func pack(_ files: ByteSource, level: Int, into archive: ByteSink) async throws {
                        _ = try await self.caller.call(
                            RedoubtABI.InterfaceMethod(Self.fingerprint, 0, "P.pack"),
                            streams: [.source(files), .sink(archive)],
                            arguments: { (encoder: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) in
                                try encoder.encode(level)
                            },
                            reply: RedoubtABI.NoValue.self,
                            failure: StreamError.self
                        )
                    }
                }
                #endif
                """
        )
    }

    @Test func `Names that the interface uses are not used by generated code`() {
        expectExpansion(
            of: """
                @EnclaveInterface
                protocol P {
                    func caller(_: Service, encoder: Caller, in `self`: Int, default: Bool, `let`: Int)
                }
                """,
            to: """
                /// Serves `P` inside an enclave.
                struct PDispatcher<Service_: P & Swift.Sendable>: RedoubtABI.ECALLDispatcher {
                    /// What answers the calls.
                    let service: Service_

                    /// Serves calls with the given service.
                    init(_ service: Service_) {
                        self.service = service
                    }

                    /// Names the interface as it was declared when this was built.
                    static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0x14998ae13b69784d)
                    }

                    /// Reads the arguments, makes the call, writes the reply.
                    func dispatch(_ method: Swift.UInt32, _ arguments: inout RedoubtABI.WireDecoder, _ reply: inout RedoubtABI.WireEncoder) -> RedoubtABI.CallStatus {
                        switch method {
                            case 0:
                                let argument0: Service
                                let argument1: Caller
                                let argument2: Int
                                let argument3: Bool
                                let argument4: Int
                                do throws(RedoubtABI.WireError) {
                                    argument0 = try arguments.decode()
                                    argument1 = try arguments.decode()
                                    argument2 = try arguments.decode()
                                    argument3 = try arguments.decode()
                                    argument4 = try arguments.decode()
                                    try arguments.finish()
                                } catch {
                                    return .malformedArguments
                                }
                                let _: Swift.Void = self.service.caller(argument0, encoder: argument1, in: argument2, default: argument3, let: argument4)
                                return reply.reply(RedoubtABI.NoValue())
                            default:
                                return .unknownMethod
                        }
                    }
                }

                #if !hasFeature(Embedded)
                /// Calls `P` in an enclave.
                struct PClient<Caller_: RedoubtABI.EnclaveCaller>: Swift.Sendable {
                    /// What carries the calls.
                    private let caller_: Caller_

                    /// Calls through the given caller.
                    init(_ caller_: Caller_) {
                        self.caller_ = caller_
                    }

                    /// Names the interface as it was declared when this was built.
                    static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0x14998ae13b69784d)
                    }

                    /// Makes the call `caller(_:encoder:in:default:let:)`.
                    nonisolated(nonsending) func caller(_ argument0: Service, encoder: Caller, in argument2: Int, default: Bool, `let`: Int) async throws {
                        _ = try await self.caller_.call(
                            RedoubtABI.InterfaceMethod(Self.fingerprint, 0, "P.caller"),
                            arguments: { (encoder_: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) in
                                try encoder_.encode(argument0)
                                try encoder_.encode(encoder)
                                try encoder_.encode(argument2)
                                try encoder_.encode(`default`)
                                try encoder_.encode(`let`)
                            },
                            reply: RedoubtABI.NoValue.self,
                            failure: Swift.Never.self
                        )
                    }
                }
                #endif
                """
        )
    }

    @Test func `An interface without methods is served`() {
        expectExpansion(
            of: """
                @EnclaveInterface
                private protocol P: Sendable {
                }
                """,
            to: """
                /// Serves `P` inside an enclave.
                private struct PDispatcher<Service: P & Swift.Sendable>: RedoubtABI.ECALLDispatcher {
                    /// What answers the calls.
                    let service: Service

                    /// Serves calls with the given service.
                    init(_ service: Service) {
                        self.service = service
                    }

                    /// Names the interface as it was declared when this was built.
                    static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0x09425e07b5d25bbf)
                    }

                    /// Reads the arguments, makes the call, writes the reply.
                    func dispatch(_ method: Swift.UInt32, _ arguments: inout RedoubtABI.WireDecoder, _ reply: inout RedoubtABI.WireEncoder) -> RedoubtABI.CallStatus {
                        switch method {
                            default:
                                return .unknownMethod
                        }
                    }
                }

                #if !hasFeature(Embedded)
                /// Calls `P` in an enclave.
                private struct PClient<Caller: RedoubtABI.EnclaveCaller>: Swift.Sendable {
                    /// What carries the calls.
                    private let caller: Caller

                    /// Calls through the given caller.
                    init(_ caller: Caller) {
                        self.caller = caller
                    }

                    /// Names the interface as it was declared when this was built.
                    static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0x09425e07b5d25bbf)
                    }
                }
                #endif
                """
        )
    }
}
