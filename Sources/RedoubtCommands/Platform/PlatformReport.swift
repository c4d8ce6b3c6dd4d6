import RedoubtControl
import RedoubtKeys

/// What the platform service says of itself, for people.
enum PlatformReport {
    /// What is at a socket.
    enum Finding {
        /// There is no socket, so hosts start monitors themselves.
        case none
        /// There is one, and nobody answers as a service does.
        case silent(String)
        /// A service.
        case service(PlatformStatus)
    }

    /// Asks the service.
    static func find(_ path: String) -> Finding {
        let patience = Duration.seconds(5)
        do throws(SystemError) {
            guard let connection = try PlatformSocket.connect(path, timeout: patience) else {
                return .none
            }
            let reply = try PlatformSocket.ask(
                .status,
                over: connection.rawValue,
                until: .now + patience
            )
            switch reply?.0 {
            case .status(let status): return .service(status)
            case .refused(let refusal): return .silent(refusal.description)
            default:
                return .silent(
                    "what answers at \(path) speaks another version: install redoubtd and redoubt from the same "
                        + "version"
                )
            }
        } catch {
            return .silent(
                "\(error): start the service (systemctl start redoubtd.socket), or remove the socket if there is "
                    + "to be none"
            )
        }
    }

    /// The lines that say which platform a launch with `.automatic` takes.
    static func lines(_ finding: Finding, path: String) -> [String] {
        switch finding {
        case .none:
            [
                "  development: there is no service at \(path), so hosts start monitors as their own user",
                "         install it with `redoubt platform install`",
            ]
        case .silent(let problem):
            ["  none: launches fail", "         \(problem)"]
        case .service(let status):
            [
                "  service: process \(status.processID), user \(status.userID), at \(path)",
                "         protocol \(PlatformRequest.version), for hosts of this version of Redoubt",
                "         all users: \(text(status.machine))",
                "         this user: \(text(status.caller))",
            ] + status.roots.lines.map { "         root secret: \($0)" }
        }
    }

    /// The lines about the root secret that this user's own monitors derive keys from.
    static func developmentLines() -> [String] {
        guard let path = DevelopmentRoot.folder else {
            return [
                "  none: the environment has no HOME: set it, or \(DevelopmentRoot.environmentVariable)"
            ]
        }
        let place = "  \(path): for this user's own monitors; whoever runs as this user can read it"
        do throws(RootSecretFailure) {
            guard let summary = try RootSecretFolder.existing(path)?.summary() else {
                return [
                    "  none yet: the first launch without the platform service makes one in \(path)"
                ]
            }
            return [place] + summary.lines.map { "         \($0)" }
        } catch {
            return [place, "         launches fail: \(error)"]
        }
    }

    private static func text(_ use: PlatformUse) -> String {
        "\(use.enclaves) of \(use.enclaveLimit) enclaves, "
            + "\(mebibytes(use.memoryBytes)) of \(mebibytes(use.memoryLimitBytes)) of secure memory"
    }

    private static func mebibytes(_ bytes: UInt64) -> String {
        let mebibyte: UInt64 = 1 << 20
        let whole = bytes / mebibyte
        return "\(bytes % mebibyte == 0 ? whole : whole + 1) MiB"
    }
}
