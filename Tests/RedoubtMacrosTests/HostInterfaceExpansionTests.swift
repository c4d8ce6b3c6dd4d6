import Testing

/// What `@HostInterface` writes.
struct HostInterfaceExpansionTests {
    @Test func `A public interface has a public client and a hosted handler and dispatcher`() {
        expectExpansion(
            of: """
                @HostInterface
                public protocol Clock {
                    /// The time.
                    func now() -> Timestamp
                    @discardableResult
                    func log(_ line: String) throws(HostCallError) -> Bool
                }
                """,
            to: """
                /// Calls `Clock` in the host, from inside an enclave.
                public struct ClockClient<Caller: RedoubtABI.HostCaller>: Clock, Swift.Sendable {
                    /// What carries the calls.
                    private let caller: Caller

                    /// Calls through the given caller.
                    public init(_ caller: Caller) {
                        self.caller = caller
                    }

                    /// Names the interface as it was declared when this was built.
                    public static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0x7f3b382df30c7b21)
                    }

                    /// The time.
                    public func now() -> Timestamp {
                        self.caller.call(
                            RedoubtABI.InterfaceMethod(Self.fingerprint, 0, "Clock.now"),
                            arguments: { (_: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) in
                            },
                            reply: Timestamp.self,
                            failure: Swift.Never.self
                        )
                    }

                    /// Makes the call `log(_:)`.
                    @discardableResult
                    public func log(_ line: String) throws(HostCallError) -> Bool {
                        try self.caller.call(
                            RedoubtABI.InterfaceMethod(Self.fingerprint, 1, "Clock.log"),
                            arguments: { (encoder: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) in
                                try encoder.encode(line)
                            },
                            reply: Bool.self,
                            failure: HostCallError.self
                        )
                    }
                }

                #if !hasFeature(Embedded)
                /// Answers the calls of `Clock` in the host.
                public protocol ClockHandler: Swift.Sendable {
                    /// The time.
                    func now() async throws -> Timestamp

                    /// Makes the call `log(_:)`.
                    @discardableResult
                    func log(_ line: String) async throws -> Bool
                }

                /// Serves `Clock` in the host.
                public struct ClockDispatcher<Handler: ClockHandler>: RedoubtABI.OCALLDispatcher {
                    /// What answers the calls.
                    public let handler: Handler

                    /// Serves calls with the given handler.
                    public init(_ handler: Handler) {
                        self.handler = handler
                    }

                    /// Names the interface as it was declared when this was built.
                    public static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0x7f3b382df30c7b21)
                    }

                    /// What each method is called, for traces.
                    public static var methodNames: [Swift.StaticString] {
                        ["Clock.now", "Clock.log"]
                    }

                    /// Reads the arguments, makes the call, writes the reply.
                    public func dispatch(_ method: Swift.UInt32, _ arguments: inout RedoubtABI.WireDecoder, _ reply: inout RedoubtABI.WireEncoder) async -> RedoubtABI.CallStatus {
                        switch method {
                            case 0:
                                do throws(RedoubtABI.WireError) {
                                    try arguments.finish()
                                } catch {
                                    return .malformedArguments
                                }
                                do {
                                    let result: Timestamp = try await self.handler.now()
                                    return reply.reply(result)
                                } catch {
                                    return .handlerFailed
                                }
                            case 1:
                                let argument0: String
                                do throws(RedoubtABI.WireError) {
                                    argument0 = try arguments.decode()
                                    try arguments.finish()
                                } catch {
                                    return .malformedArguments
                                }
                                do {
                                    let result: Bool = try await self.handler.log(argument0)
                                    return reply.reply(result)
                                } catch let error as HostCallError {
                                    return reply.reply(failure: error)
                                } catch {
                                    return .handlerFailed
                                }
                            default:
                                return .unknownMethod
                        }
                    }
                }
                #endif
                """
        )
    }

    @Test func `What is available on some platforms only is generated for them only`() {
        expectExpansion(
            of: """
                @HostInterface
                @available(*, noasync)
                package protocol P {
                    @available(*, deprecated) func f(x: /* seconds */ Swift . Int) throws(Never) -> Void
                }
                """,
            to: """
                /// Calls `P` in the host, from inside an enclave.
                @available(*, noasync)
                package struct PClient<Caller: RedoubtABI.HostCaller>: P, Swift.Sendable {
                    /// What carries the calls.
                    private let caller: Caller

                    /// Calls through the given caller.
                    package init(_ caller: Caller) {
                        self.caller = caller
                    }

                    /// Names the interface as it was declared when this was built.
                    package static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0xe98642e006c57b26)
                    }

                    /// Makes the call `f(x:)`.
                    @available(*, deprecated)
                    package func f(x: Swift.Int) {
                        _ = self.caller.call(
                            RedoubtABI.InterfaceMethod(Self.fingerprint, 0, "P.f"),
                            arguments: { (encoder: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) in
                                try encoder.encode(x)
                            },
                            reply: RedoubtABI.NoValue.self,
                            failure: Swift.Never.self
                        )
                    }
                }

                #if !hasFeature(Embedded)
                /// Answers the calls of `P` in the host.
                @available(*, noasync)
                package protocol PHandler: Swift.Sendable {
                    /// Makes the call `f(x:)`.
                    @available(*, deprecated)
                    func f(x: Swift.Int) async throws
                }

                /// Serves `P` in the host.
                @available(*, noasync)
                package struct PDispatcher<Handler: PHandler>: RedoubtABI.OCALLDispatcher {
                    /// What answers the calls.
                    package let handler: Handler

                    /// Serves calls with the given handler.
                    package init(_ handler: Handler) {
                        self.handler = handler
                    }

                    /// Names the interface as it was declared when this was built.
                    package static var fingerprint: RedoubtABI.InterfaceFingerprint {
                        RedoubtABI.InterfaceFingerprint(0xe98642e006c57b26)
                    }

                    /// What each method is called, for traces.
                    package static var methodNames: [Swift.StaticString] {
                        ["P.f"]
                    }

                    /// Reads the arguments, makes the call, writes the reply.
                    @available(*, deprecated)
                    package func dispatch(_ method: Swift.UInt32, _ arguments: inout RedoubtABI.WireDecoder, _ reply: inout RedoubtABI.WireEncoder) async -> RedoubtABI.CallStatus {
                        switch method {
                            case 0:
                                let argument0: Swift.Int
                                do throws(RedoubtABI.WireError) {
                                    argument0 = try arguments.decode()
                                    try arguments.finish()
                                } catch {
                                    return .malformedArguments
                                }
                                do {
                                    let _: Swift.Void = try await self.handler.f(x: argument0)
                                    return reply.reply(RedoubtABI.NoValue())
                                } catch {
                                    return .handlerFailed
                                }
                            default:
                                return .unknownMethod
                        }
                    }
                }
                #endif
                """
        )
    }
}
