internal import CRedoubtSystem
internal import Glibc

/// Where the platform service is, and how a process gets to it.
public enum PlatformSocket {
    /// Where an installation has it.
    public static let standardPath = "/run/redoubt/redoubtd.sock"
    /// The environment variable that names another place.
    public static let environmentVariable = "REDOUBT_PLATFORM_SOCKET"

    /// What the environment variable names, or the standard place.
    public static var path: String {
        guard let given = unsafe getenv(environmentVariable) else { return standardPath }
        let path = unsafe String(cString: given)
        return path.isEmpty ? standardPath : path
    }

    /// Connects to the service.
    ///
    /// - Parameters:
    ///   - path: the socket.
    ///   - timeout: how long the service may take to take the connection.
    /// - Returns: the connection; nil if there is no socket.
    /// - Throws: ``SystemError`` of `connect`: `ECONNREFUSED` if nobody listens, `EAGAIN` after the timeout.
    public static func connect(
        _ path: String,
        timeout: Duration
    ) throws(SystemError) -> OwnedDescriptor? {
        let (seconds, attoseconds) = timeout.components
        let limit = 24 * 3600 as Int64
        let milliseconds =
            min(max(seconds, 0), limit) * 1_000 + max(attoseconds, 0) / 1_000_000_000_000_000
        let connection = unsafe redoubt_connect(path, max(milliseconds, 1))
        if connection == -ENOENT || connection == -ENOTDIR { return nil }
        return OwnedDescriptor(
            try SystemError.check("connecting to \(path)", connection)
        )
    }

    /// Asks the service one thing and takes its answer.
    ///
    /// - Returns: the answer and the descriptors beside it; nil if it is malformed, or the connection ended.
    /// - Throws: ``SystemError``, with `ETIMEDOUT` if there is no answer before the deadline.
    public static func ask(
        _ action: PlatformRequest.Action,
        descriptors: [Int32] = [],
        over connection: Int32,
        until deadline: ContinuousClock.Instant
    ) throws(SystemError) -> (PlatformReply.Answer, OwnedDescriptors)? {
        do throws(SystemError) {
            try ControlSocket.send(
                PlatformRequest(action),
                descriptors: descriptors,
                over: connection
            )
        } catch {
            // A service that refuses a connection may close it before it has read the request.
            guard error.errno == EPIPE else { throw error }
        }
        guard try Readiness.wait(for: [connection], until: deadline)[0] else {
            throw SystemError("waiting for the platform service", errno: ETIMEDOUT)
        }
        guard
            case .value(let reply, let descriptors) = try ControlSocket.receive(
                PlatformReply.self,
                from: connection
            )
        else { return nil }
        return (reply.answer, descriptors)
    }
}
