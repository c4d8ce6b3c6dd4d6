import GRPCCore

/// Answers each message with itself.
struct EchoService: RegistrableRPCService {
    static let method = MethodDescriptor(
        fullyQualifiedService: "redoubt.Echo",
        method: "Echo",
        type: .unary
    )

    func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
        router.registerHandler(
            forMethod: Self.method,
            deserializer: RawBytes(),
            serializer: RawBytes()
        ) { request, _ in
            let single = try await ServerRequest(stream: request)
            return StreamingServerResponse(single: ServerResponse(message: single.message))
        }
    }
}
