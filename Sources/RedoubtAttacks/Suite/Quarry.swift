internal import AttackInterface

/// What attackers of one kind are let loose on: a victim, or the control.
///
/// It is started anew when it is used up.
final class Quarry {
    /// The victim of a level, or the control of an attacker.
    enum Kind {
        case victim(levelIndex: Int)
        case control
    }
    private let kind: Kind
    private let folder: SuiteFolder
    private let user: WorkerUser
    private let seed: UInt64
    private var worker: WorkerProcess?
    private var sealed: [Int32] = []
    private var platformKeys: [UInt8] = []

    init(_ kind: Kind, folder: SuiteFolder, user: WorkerUser, seed: UInt64) {
        self.kind = kind
        self.folder = folder
        self.user = user
        self.seed = seed
    }

    deinit { end() }

    /// Starts it, unless it runs.
    ///
    /// - Returns: why the level cannot be had here; nil once it runs.
    /// - Throws: ``SuiteError`` if it cannot be started for another reason.
    func start() throws -> String? {
        if worker != nil { return nil }
        let started: WorkerProcess
        switch kind {
        case .victim(let level):
            started = try WorkerProcess(
                .host,
                [folder.image, folder.monitor, String(level), String(seed)],
                user: user,
                errors: folder.errors
            )
        case .control:
            let secret = SecretScanner(seed: seed).secret
            let text = secret.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            started = try WorkerProcess(
                .control,
                [String(seed)],
                user: user,
                environment: ["REDOUBT_ATTACK_SECRET=\(text)"],
                errors: folder.errors
            )
        }
        let answer = started.answer(within: .seconds(15)) ?? "nothing"
        if answer.hasPrefix("unavailable ") { return String(answer.dropFirst(12)) }
        let words = answer.split(separator: " ")
        guard words.count >= 2, words[0] == "launched", let process = Int32(words[1]) else {
            throw SuiteError(
                "the suite's own process did not start; it said: \(answer)\n\(folder.lastErrors)"
            )
        }
        sealed = [process] + ProcessFiles.children(of: process)
        platformKeys =
            words.count > 2 ? words[2].split(separator: ",").compactMap { UInt8($0) } : []
        worker = started
        return nil
    }

    /// What an attack is given, once the host has done what the attack wants of it.
    func target(for attack: any Attack, folder work: String) throws -> Target {
        guard let worker else { throw SuiteError("the victim does not run") }
        let answer = attack.hostCommand.flatMap { worker.ask($0, within: .seconds(5)) } ?? ""
        var level = 0
        var isControl = true
        if case .victim(let index) = kind { (level, isControl) = (index, false) }
        return Target(
            sealed: sealed,
            host: worker.process,
            answer: answer,
            levelIndex: level,
            image: folder.image,
            monitor: folder.monitor,
            folder: work,
            seed: seed,
            platformKeys: platformKeys,
            developmentRoot: isControl
                ? ControlRole.developmentRoot(in: user.folder)
                : OwnVictim.developmentRoot(in: user.folder),
            isControl: isControl
        )
    }

    /// What has become of it.
    enum Condition: Equatable {
        /// The secret is as it was.
        case whole
        /// The secret is another one.
        case changed
        /// It has ended, and is started anew next time.
        case ended(String)
    }

    /// Asks for the secret's digest.
    func check() -> Condition {
        let answer = worker?.ask("check", within: .seconds(6)) ?? "ended without an answer"
        if answer == String(PlantedSecret.digest(of: PlantedSecret.words(seed: seed))) {
            return .whole
        }
        end()
        return UInt64(answer) == nil ? .ended(answer) : .changed
    }

    /// Ends it.
    func end() {
        worker?.end()
        worker = nil
    }
}
