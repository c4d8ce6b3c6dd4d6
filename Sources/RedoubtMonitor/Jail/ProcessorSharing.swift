internal import CRedoubtMonitor

/// Keeps others from learning by sharing a processor or a page with an enclave.
///
/// For the whole process, its later threads, and the processes that it starts. Which of it a kernel and a processor have
/// varies, and some processors need none of it: see ``precautions``.
public enum ProcessorSharing {
    private static let steps: [(name: String, take: @convention(c) () -> Int32)] = [
        ("a core is shared with no other process (core scheduling)", redoubt_take_core),
        (
            "no indirect branch by what others have trained (PR_SPEC_INDIRECT_BRANCH)",
            redoubt_restrict_branches
        ),
        ("no load before an older store (PR_SPEC_STORE_BYPASS)", redoubt_restrict_stores),
        (
            "the first data cache is emptied for the next process (PR_SPEC_L1D_FLUSH)",
            redoubt_flush_cache
        ),
        ("no page is merged with an equal one (PR_SET_MEMORY_MERGE)", redoubt_forbid_merging),
    ]

    /// Takes the precautions that there are, before any of the enclave's code runs.
    static func restrict() {
        for step in steps { _ = step.take() }
    }

    /// Which of them this kernel and this processor have, tried in a process of its own.
    public static var precautions: [Precaution] {
        steps.map { Precaution($0.name, redoubt_try_in_child($0.take)) }
    }
}
