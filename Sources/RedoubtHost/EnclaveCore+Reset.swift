internal import RedoubtABI
internal import RedoubtControl

extension EnclaveCore {
    /// Puts the enclave back to its measured first state, once the calls that came before are done.
    nonisolated(nonsending) func reset() async throws {
        guard description.level.backend == .virtualization else {
            throw EnclaveError(
                .resetUnavailable,
                "an enclave in a process cannot be put back to its start: launch another, or use an "
                    + "EnclavePool, which does that"
            )
        }
        guard !Self.serving.contains(ObjectIdentifier(self)) else {
            throw EnclaveError(
                .reentrantCall,
                "a handler of the enclave's calls asked for a reset, which would wait for that call: reset "
                    + "the enclave when the call is over"
            )
        }
        guard resets.begin() else {
            throw EnclaveError(.busy, "the enclave is being reset: ask once")
        }
        defer { resets.end() }
        let deadline = ContinuousClock.now + options.launchTimeout
        try await takeAllChannels(until: deadline)
        // Not to be cancelled half-way.
        try await Task { try await startAgain(until: deadline) }.value
    }

    nonisolated(nonsending) private func takeAllChannels(
        until deadline: ContinuousClock.Instant
    ) async throws {
        var taken: [Int] = []
        do {
            for _ in channels {
                if let free = try pool.takeFree() {
                    taken.append(free)
                } else {
                    taken.append(
                        try await pool.waitForFree(until: deadline, timeout: options.launchTimeout)
                    )
                }
            }
        } catch {
            for channel in taken { pool.release(channel) }
            throw error
        }
    }

    /// No call uses a channel.
    private func startAgain(until deadline: ContinuousClock.Instant) async throws {
        for channel in channels { channel.reset() }
        let timer = Task {
            try await Task.sleep(until: deadline)
            stop(.deadlineExceeded)
        }
        defer { timer.cancel() }
        guard await resets.wait({ monitor.send(.reset) }) else { throw stoppedError }
        try await waitUntilReady(until: deadline)
        statistics?.countReset()
        observer?.didReset()
    }
}
