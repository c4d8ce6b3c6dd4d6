import CJailProbe
import CRedoubtMonitor
import Glibc
import Testing

@testable import RedoubtMonitor

/// The walls behind the filters, tried without any filter.
@Suite("The monitor's walls")
struct MonitorJailTests {
    @Test func `Behind Landlock no file is opened and no TCP socket is bound or connected`() {
        // Without the wall all of it works, but that nobody listens.
        #expect(jail_probe_behind(nil, jail_probe_open) == 0)
        #expect(jail_probe_behind(nil, jail_probe_bind) == 0)
        #expect(jail_probe_behind(nil, jail_probe_connect) == ECONNREFUSED)

        let version = jail_probe_landlock_version()
        guard version > 0 else {
            #expect(
                MonitorJail.walls.contains { $0.name.contains("Landlock") && $0.problem != nil }
            )
            return
        }
        #expect(jail_probe_behind(redoubt_deny_files, jail_probe_open) == EACCES)
        // Sockets came with the fourth version.
        let network = version >= 4
        #expect(jail_probe_behind(redoubt_deny_files, jail_probe_bind) == (network ? EACCES : 0))
        #expect(
            jail_probe_behind(redoubt_deny_files, jail_probe_connect)
                == (network ? EACCES : ECONNREFUSED)
        )
    }

    @Test func `In namespaces of its own a monitor has an empty file system`() {
        guard MonitorJail.walls.allSatisfy({ !$0.name.contains("namespaces") || $0.problem == nil })
        else {
            #expect(jail_probe_behind(redoubt_enter_empty_namespaces, jail_probe_open) < 0)
            return
        }
        #expect(jail_probe_behind(redoubt_enter_empty_namespaces, jail_probe_open) == ENOENT)
    }
}
