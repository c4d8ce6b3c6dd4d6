internal import Glibc
public import RedoubtABI
public import RedoubtControl

/// An enclave that this process has launched.
///
/// Make a client of its interface to call it: `SignerClient(enclave)`. Calls can be made from any number of
/// tasks; as many run at the same time as the enclave has threads, the others wait in the order they came.
/// The enclave ends with ``terminate()``, when the last reference to it goes, or with this process.
public final class Enclave: EnclaveCaller, Sendable {
    @usableFromInline let core: EnclaveCore

    let evidenceSource: EvidenceSource

    private init(_ core: EnclaveCore, _ options: LaunchOptions) {
        self.core = core
        evidenceSource = EvidenceSource(options: options)
    }

    deinit { core.stop(.requested) }

    /// Launches an enclave and waits until it serves calls.
    ///
    /// Prefer ``withLaunched(_:policy:options:_:)``, which sees to its end.
    ///
    /// - Parameters:
    ///   - image: path of the image that `redoubt build` made.
    ///   - policy: which images will do. The monitor checks it before any of the enclave's code runs.
    ///   - options: how it is launched and called.
    /// - Returns: the enclave, which serves calls.
    /// - Throws: ``EnclaveError``, or `CancellationError`. Nothing is left of it then.
    public nonisolated(nonsending) static func launch(
        _ image: String,
        policy: LaunchPolicy,
        options: LaunchOptions = LaunchOptions()
    ) async throws -> Enclave {
        guard let observer = EnclaveObserver(options.observation, image: image) else {
            return try await start(image, policy, options, observer: nil)
        }
        let begin = ContinuousClock.now
        do {
            let enclave = try await start(image, policy, options, observer: observer)
            let core = enclave.core
            observer.didLaunch(core.description, by: core.monitor, in: begin.duration(to: .now))
            return enclave
        } catch {
            observer.didNotLaunch(error)
            throw error
        }
    }

    private nonisolated(nonsending) static func start(
        _ image: String,
        _ policy: LaunchPolicy,
        _ options: LaunchOptions,
        observer: EnclaveObserver?
    ) async throws -> Enclave {
        let deadline = ContinuousClock.now + options.launchTimeout
        let core = try await Launch(
            image: image,
            policy: policy,
            options: options,
            deadline: deadline,
            observer: observer
        ).run()
        let enclave = Enclave(core, options)
        do {
            try await core.waitUntilReady(until: deadline)
        } catch {
            core.stop(.requested)
            await core.waitForEnd()
            throw error
        }
        return enclave
    }

    /// Launches an enclave for the time that `body` runs.
    ///
    /// Afterwards, however `body` ends, no process, descriptor or memory is left of it.
    ///
    /// - Throws: ``EnclaveError``, or what `body` throws.
    public nonisolated(nonsending) static func withLaunched<Result>(
        _ image: String,
        policy: LaunchPolicy,
        options: LaunchOptions = LaunchOptions(),
        _ body: nonisolated(nonsending) (Enclave) async throws -> Result
    ) async throws -> Result {
        let enclave = try await launch(image, policy: policy, options: options)
        do {
            let result = try await body(enclave)
            await enclave.terminate()
            return result
        } catch {
            await enclave.terminate()
            throw error
        }
    }

    /// Ends the enclave, and the calls that run with `stopped`, and waits until nothing of it is left.
    public nonisolated(nonsending) func terminate() async {
        core.stop(.requested)
        await core.waitForEnd()
    }

    /// Puts the enclave back to its measured first state, as a new launch would: for the next tenant.
    ///
    /// Nothing of what it had is left: its monitor empties all memory that the enclave has touched, loads the image
    /// again and measures it as at the launch, clears all registers and the channels, and gives the enclave a new
    /// seed. The host's copies of what has crossed are wiped. Calls that came before are waited for, those that come
    /// later wait. It may take the launch's `launchTimeout` in all; an enclave that is not back by then is ended.
    ///
    /// Memory that was in use stays allocated: it is given back when the enclave ends.
    ///
    /// - Throws: ``EnclaveError``: `resetUnavailable` with the process backend, where launching another is the way;
    ///   `busy` if calls do not end in time or another reset runs, and the enclave is as it was; `reentrantCall` from a
    ///   handler of the enclave's calls; `stopped` if the enclave has ended, also by its reset. `CancellationError` as
    ///   long as the reset has not begun.
    public nonisolated(nonsending) func reset() async throws {
        try await core.reset()
    }

    /// Who the enclave is, as its monitor has measured and checked it before it ran.
    public var identity: EnclaveIdentity { core.description.identity }

    /// What seals the enclave.
    public var isolation: IsolationLevel { core.description.level }

    /// Who started the enclave's monitor: the platform service, or this process.
    public var platformMode: PlatformMode { core.monitor.mode }

    /// The levels that would have been preferred, and why the machine does not give them.
    public var unavailable: [UnavailableIsolation] { core.description.unavailable }

    /// The number of calls that run at the same time.
    public var threadCount: Int { core.description.threadCount }

    /// Why the enclave no longer runs; nil as long as it does.
    public var stopReason: StopReason? { core.stopReason }

    // For this package's tests and benchmarks: what an attacker in the host has anyway.
    package var channelMemory: ChannelMemory { core.memory }
    package var monitorProcessID: Int32 { core.monitor.processID }
}
