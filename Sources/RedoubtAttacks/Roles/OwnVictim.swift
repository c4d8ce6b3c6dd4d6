internal import AttackInterface
internal import Glibc
internal import RedoubtControl
internal import RedoubtHost

/// A victim that this process is the host of.
struct OwnVictim: Sendable {
    let enclave: Enclave

    /// Launches a victim at one level, has it make its secrets, and keep one in registers, too.
    ///
    /// The root secret that its keys come from is made in the folder, which is the worker's own.
    ///
    /// - Throws: what a launch throws.
    static func launch(
        image: String,
        monitor: String,
        levelIndex: Int,
        seed: UInt64,
        folder: String
    ) async throws -> OwnVictim {
        var options = LaunchOptions()
        options.isolation = .exactly(IsolationLevel.strongestFirst[levelIndex])
        options.monitorPath = monitor
        options.log = { _ in }
        options.launchTimeout = .seconds(8)
        // The worker has no home.
        options.developmentFolder = developmentRoot(in: folder)
        let enclave = try await Enclave.launch(image, policy: .development, options: options)
        let keys = try await VictimClient(enclave).plant(seed)
        Task { try? await VictimClient(enclave.calls(timeout: .seconds(600))).hold() }
        return OwnVictim(enclave, platformKeys: keys)
    }

    /// Where the root secret is that the keys of victims come from whose host works in a folder.
    static func developmentRoot(in folder: String) -> String { "\(folder)/development-root" }

    /// Launches a victim for an attack.
    static func launch(for target: Target) async throws -> OwnVictim {
        try await launch(
            image: target.image,
            monitor: target.monitor,
            levelIndex: target.levelIndex,
            seed: target.seed,
            folder: target.folder
        )
    }

    /// The processes that hold it.
    let sealed: [Int32]

    /// What it has told of its platform's keys, masked.
    let platformKeys: [UInt8]

    private init(_ enclave: Enclave, platformKeys: [UInt8]) {
        self.enclave = enclave
        self.platformKeys = platformKeys
        let monitor = enclave.monitorProcessID
        sealed = [monitor] + ProcessFiles.children(of: monitor)
    }

    /// Ends it.
    ///
    /// - Returns: those of its processes that are left all the same, three seconds later.
    @discardableResult
    func end() async -> [Int32] {
        await enclave.terminate()
        for _ in 0..<300 where sealed.contains(where: ProcessFiles.isAlive) { usleep(10_000) }
        return sealed.filter(ProcessFiles.isAlive)
    }

    /// The digest of the enclave's secret, or `ended` and why.
    ///
    /// What it should be is not computed here: that would put the secret into this process's memory.
    func check() async -> String {
        do {
            return try await "\(VictimClient(enclave.calls(timeout: .seconds(3))).digest())"
        } catch {
            return "ended \(enclave.stopReason.map { "\($0)" } ?? "\(error)")"
        }
    }
}
