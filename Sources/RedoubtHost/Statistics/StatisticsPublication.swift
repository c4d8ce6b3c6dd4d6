internal import Glibc
internal import RedoubtControl
internal import Synchronization

/// Makes the statistics pages of this process's enclaves.
enum StatisticsPublication {
    private static let hasCleared = Atomic<Bool>(false)

    /// Makes a page for an enclave; nil if there can be none.
    ///
    /// That is no reason for a launch to fail. `redoubt top` says what is wrong with the directory.
    static func make(
        for enclave: LaunchedEnclave,
        of image: String,
        by monitor: MonitorProcess
    ) -> StatisticsPage? {
        let description = StatisticsDescription(
            image: StatisticsDescription.name(image, without: ".enclave"),
            identity: enclave.identity,
            isolation: enclave.level,
            isFromService: monitor.mode == .service,
            threadCount: enclave.threadCount,
            memoryBytes: enclave.memoryBytes,
            hostProcess: getpid(),
            hostName: hostName,
            monitorProcess: monitor.processID,
            monitorStartTicks: ProcessStatus(process: monitor.processID)?.startTicks ?? 0
        )
        do throws(StatisticsError) {
            let directory = try StatisticsDirectory(StatisticsDirectory.ownPath, makes: true)
            // Once in a process: hosts that are killed leave pages behind, and few users run `redoubt top`.
            if !hasCleared.exchange(true, ordering: .relaxed) { directory.removeLeftOvers() }
            return try StatisticsPage(description, in: directory)
        } catch {
            return nil
        }
    }

    private static let hostName: String = {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            // SAFETY: the buffer has room for as many bytes as are said.
            count = max(0, unsafe readlink("/proc/self/exe", start, buffer.count))
        }
        return StatisticsDescription.name(String(decoding: bytes, as: UTF8.self))
    }()
}
