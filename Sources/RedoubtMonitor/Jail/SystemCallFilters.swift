internal import CRedoubtMonitor
internal import Glibc

extension SystemCallFilter {
    /// All filters, in the order in which `redoubt doctor --jail` prints them.
    public static let all = [mainThread, processorThread, watchingThread, jailedEnclave]

    /// For the monitor's first thread, which waits for the host to let go of it.
    static let mainThread = SystemCallFilter(
        name: "monitor, first thread",
        rules: monitor + [
            SystemCallRule("poll", SYS_poll),
            // Of a packet's descriptors read(2) takes none.
            SystemCallRule(
                "read (from the host)",
                SYS_read,
                argument: 0,
                .oneOf([UInt32(Monitor.controlDescriptor)])
            ),
        ]
    )

    /// For a thread that runs a virtual processor.
    static let processorThread = SystemCallFilter(
        name: "monitor, virtual processors",
        rules: [
            SystemCallRule(
                "ioctl (KVM_RUN, and to get and set registers)",
                SYS_ioctl,
                argument: 1,
                .oneOf([
                    UInt32(REDOUBT_IOCTL_KVM_RUN), UInt32(REDOUBT_IOCTL_KVM_GET_REGS),
                    UInt32(REDOUBT_IOCTL_KVM_GET_SREGS), UInt32(REDOUBT_IOCTL_KVM_SET_REGS),
                    UInt32(REDOUBT_IOCTL_KVM_SET_SREGS), UInt32(REDOUBT_IOCTL_KVM_SET_XSAVE),
                ])
            ),
            // The seed of an enclave that is reset.
            SystemCallRule("getrandom", SYS_getrandom),
        ] + monitor
    )

    /// For the thread that waits for the end of a jailed process.
    static let watchingThread = SystemCallFilter(
        name: "monitor, watching a jailed process",
        rules: monitor + [SystemCallRule("waitid", SYS_waitid)]
    )

    /// For an enclave in a process: to sleep, to wake, to let others have the processor, to sleep on after a stop, and to
    /// end.
    static let jailedEnclave = SystemCallFilter(
        name: "enclave in a process",
        rules: [
            SystemCallRule("exit_group", SYS_exit_group),
            SystemCallRule(
                "futex (wait, wake)",
                SYS_futex,
                argument: 1,
                .oneOf([UInt32(FUTEX_WAIT), UInt32(FUTEX_WAKE), UInt32(FUTEX_WAIT_PRIVATE)])
            ),
            SystemCallRule("sched_yield", SYS_sched_yield),
            // What the kernel has a process do that was stopped in a futex with a timeout, by SIGSTOP or because
            // the machine was suspended. By itself it does nothing.
            SystemCallRule("restart_syscall", SYS_restart_syscall),
        ]
    )

    // What every thread of the monitor needs: to sleep, to wake and to let others have the processor, to tell the host how it ended, to end,
    // and what memory allocation does. No call makes a descriptor, opens a file, starts anything, or makes
    // memory executable.
    private static let monitor = [
        SystemCallRule(
            "futex (wait, wake, lock)",
            SYS_futex,
            argument: 1,
            .oneOf(
                [
                    FUTEX_WAIT, FUTEX_WAKE, FUTEX_WAIT_BITSET, FUTEX_WAKE_BITSET, FUTEX_LOCK_PI,
                    FUTEX_UNLOCK_PI, FUTEX_TRYLOCK_PI,
                ].flatMap { operation in
                    [0, FUTEX_CLOCK_REALTIME].flatMap { clock in
                        [0, FUTEX_PRIVATE_FLAG].map { UInt32(operation | clock | $0) }
                    }
                }
            )
        ),
        // Swift's runtime asks each thread for its number, before the first lock that it takes there.
        SystemCallRule("gettid", SYS_gettid),
        SystemCallRule("clock_nanosleep", SYS_clock_nanosleep),
        SystemCallRule("clock_gettime", SYS_clock_gettime),
        SystemCallRule("sched_yield", SYS_sched_yield),
        SystemCallRule("restart_syscall", SYS_restart_syscall),
        SystemCallRule("rt_sigreturn", SYS_rt_sigreturn),
        SystemCallRule(
            "sendmsg (to the host)",
            SYS_sendmsg,
            argument: 0,
            .oneOf([UInt32(Monitor.controlDescriptor)])
        ),
        SystemCallRule("exit_group", SYS_exit_group),
        SystemCallRule("brk", SYS_brk),
        SystemCallRule("madvise", SYS_madvise),
        SystemCallRule("munmap", SYS_munmap),
        SystemCallRule(
            "mmap (not executable)",
            SYS_mmap,
            argument: 2,
            .without(UInt32(PROT_EXEC))
        ),
        SystemCallRule(
            "mprotect (not executable)",
            SYS_mprotect,
            argument: 2,
            .without(UInt32(PROT_EXEC))
        ),
    ]
}
