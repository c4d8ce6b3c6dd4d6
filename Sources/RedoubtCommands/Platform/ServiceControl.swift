import Foundation

/// Has systemd and the user database do what an installation needs.
enum ServiceControl {
    /// Makes the service's user, unless there is one.
    static func makeUser(_ user: String) throws {
        if try Command.run("id", ["-u", user]).status == 0 { return }
        if try succeeds("systemd-sysusers", [PlatformFiles.userEntry]) { return }
        let arguments = [
            "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin",
        ]
        guard try succeeds("useradd", arguments + ["--home-dir", "/var/lib/redoubt", user]) else {
            throw CommandFailure(
                "the user \(user) could not be made: neither systemd-sysusers nor useradd did it; make it, and "
                    + "install again"
            )
        }
        if try !succeeds("usermod", ["--append", "--groups", "kvm", user]) {
            print("  the user \(user) is not in the group kvm: enclaves get no virtual machines")
        }
    }

    /// Starts the service's socket, now and with the machine.
    static func start() throws {
        guard try succeeds("systemctl", ["daemon-reload"]),
            try succeeds("systemctl", ["enable", "--now", "redoubtd.socket"])
        else {
            print("  systemd does not answer: start redoubtd.socket yourself")
            return
        }
        // After an earlier installation, the new program takes over the enclaves that run.
        _ = try succeeds("systemctl", ["try-restart", "redoubtd.service"])
    }

    /// Stops the service; enclaves that run go on until their hosts end them.
    static func stop() throws {
        _ = try succeeds("systemctl", ["disable", "--now", "redoubtd.socket", "redoubtd.service"])
    }

    /// Has systemd forget the units.
    static func reload() throws {
        _ = try succeeds("systemctl", ["daemon-reload"])
    }

    private static func succeeds(_ name: String, _ arguments: [String]) throws -> Bool {
        try Command.run(name, arguments).status == 0
    }
}
