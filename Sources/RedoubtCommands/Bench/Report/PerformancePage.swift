import Foundation

/// The page that shows what was measured.
struct PerformancePage {
    let figures: [Figure]
    let machine: String

    /// Writes the page and its plots into a folder.
    func write(to folder: String, latency: LinePlot, throughput: LinePlot) throws {
        let plots = "\(folder)/performance"
        try FileManager.default.createDirectory(
            atPath: plots,
            withIntermediateDirectories: true
        )
        try Data(latency.svg.utf8).write(to: URL(fileURLWithPath: "\(plots)/latency.svg"))
        try Data(throughput.svg.utf8).write(to: URL(fileURLWithPath: "\(plots)/throughput.svg"))
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/PERFORMANCE.md"))
    }

    private var text: String {
        """
        # Performance

        Written by `redoubt bench --report docs`, a release build (`make bench-report`), on \(machine). Every figure
        stands beside a peer that was measured in the same run, because machines differ and are shared: compare the
        ratios. The target is the most that the ratio, or the value, may be; `redoubt bench` exits with 1 if one is
        missed.

        | figure | measured | beside | ratio | target | |
        |---|---|---|---|---|---|
        \(figures.map(\.row).joined(separator: "\n"))

        ![How long a call takes](performance/latency.svg)

        ![What crosses in a second](performance/throughput.svg)

        ## What is measured, and how

        - **A cache line's way** is the floor under a call: one word that host and enclave hand to each other, with
          nothing around it.
        - **Hot calls** find the enclave awake: 200,000, each one timed, what it takes to time nothing left out. They
          are made in 20 turns with the floor: how far it is from one processor to the other changes by a factor of
          ten, as the hypervisor moves them. Turns in which both are threads of one core do not count, for there no
          cache line goes anywhere: two loops that keep a core busy, one on each, then take twice as long as one.
        - **A sleeping call** comes 3 ms after the last: the enclave sleeps in its monitor, and is woken. Its peer wakes
          another process by futex and is woken by it, after the same pauses.
        - **1 MiB there and back** is an array that the enclave returns. **The stream** is an array of 1 GiB that is
          checksummed inside as it comes.
        - **A cold launch** starts a monitor, builds the machine, measures the image, and ends with the first reply;
          bubblewrap starts a static program in namespaces, which is far less.

        """
    }

    /// Processor and kernel, as the kernel says.
    static func describeMachine() -> String {
        let processors = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let lines = processors.split(separator: "\n")
        let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
        let count = lines.count { $0.hasPrefix("processor") }
        let kernel =
            (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)) ?? ""
        let name = model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "an unknown processor"
        // What a distributor or an owner adds to the number says nothing about speed.
        return "\(count) processors (\(name)), Linux \(kernel.prefix { $0.isNumber || $0 == "." })"
    }
}
