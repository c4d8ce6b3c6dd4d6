internal import CRedoubtMonitor
internal import CRedoubtSystem
internal import Glibc

/// Takes from the monitor what it no longer needs once its enclave is loaded.
///
/// The filters are what counts: without them a launch fails. They leave no call that opens a file or a
/// socket. The other walls stand behind them where the kernel has them: see ``walls``.
public enum MonitorJail {
    /// Leaves the file system: an empty root in namespaces of its own, and no rights with Landlock.
    ///
    /// Called while there is one thread, before any of the enclave's code runs.
    ///
    /// - Returns: which walls stand.
    @discardableResult
    static func leaveFileSystem() -> [Precaution] {
        let namespaces = redoubt_enter_empty_namespaces()
        let landlock = redoubt_deny_files()
        let capabilities = redoubt_drop_capabilities()
        return [
            Precaution("user, mount, IPC and host name namespaces with an empty root", namespaces),
            Precaution("Landlock: no files, no TCP", landlock),
            Precaution("no capabilities", capabilities),
        ]
    }

    /// Closes every descriptor but the given ones, makes no more possible, and leaves the calling thread with
    /// the filter of the first thread.
    static func close(keeping descriptors: [Int32]) throws(BackendError) {
        var next: Int32 = 0
        // What could not be had is a negative number; poll(2) passes over it as well.
        for descriptor in descriptors.sorted() where descriptor >= 0 {
            if descriptor > next {
                _ = redoubt_close_range(UInt32(next), UInt32(descriptor - 1))
            }
            next = descriptor + 1
        }
        guard redoubt_close_from(UInt32(next)) == 0, redoubt_limit_resources() == 0 else {
            throw .failed("the monitor could not give up its descriptors")
        }
        try SystemCallFilter.mainThread.install()
    }

    /// Which walls this kernel and user have, tried in a process of its own.
    public static var walls: [Precaution] {
        [
            Precaution(
                "user, mount, IPC and host name namespaces with an empty root",
                redoubt_try_in_child(redoubt_enter_empty_namespaces)
            ),
            Precaution("Landlock: no files, no TCP", redoubt_try_in_child(redoubt_deny_files)),
            Precaution("no capabilities", redoubt_try_in_child(redoubt_drop_capabilities)),
        ]
    }
}
