internal import CRedoubtAttacks
internal import Foundation
internal import Glibc
internal import RedoubtABI

/// Launches victims, lets every attack loose on them as everybody, and says what came of it.
///
/// It attacks no process but those that it has started. Nothing is left of them afterwards.
public struct AttackSuite {
    private let image: String
    private let monitor: String

    /// Prepares the suite.
    ///
    /// - Parameters:
    ///   - image: the victim's image, `AttackEnclave`.
    ///   - monitor: the monitor's executable.
    public init(image: String, monitor: String) {
        self.image = image
        self.monitor = monitor
    }

    /// Makes all attacks.
    ///
    /// Blocks the thread, for about two minutes.
    ///
    /// - Parameter progress: gets a line now and then.
    /// - Returns: what was found out.
    /// - Throws: ``SuiteError``, or an error of the file system, if a process of the suite's own cannot be
    ///   started.
    public func run(progress: (String) -> Void) throws -> AttackReport {
        redoubt_attacks_adopt_orphans()
        // A worker that has died is found out by its silence.
        signal(SIGPIPE, SIG_IGN)
        // Else no control could write a core file. The monitors give the limit up themselves.
        _ = redoubt_attacks_raise_core_limit(getpid())
        let folder = try SuiteFolder(image: image, monitor: monitor)
        let users = try SuiteUsers(folder)
        let seed = UInt64.random(in: .min ... .max)
        progress("attacks on an unprotected process, as a control")
        let controls = try runControls(folder, users, seed: seed)
        var rows: [AttackRow] = []
        for (index, level) in IsolationLevel.strongestFirst.enumerated() {
            progress("attacks on an enclave: \(level)")
            let victim = Quarry(
                .victim(levelIndex: index),
                folder: folder,
                user: users.host,
                seed: seed
            )
            let problem = try victim.start()
            for attacker in Attacker.allCases {
                let process = users.user(attacker).map {
                    AttackerProcess(user: $0, folder: folder)
                }
                for attack in AttackCatalog.all where attack.attackers.contains(attacker) {
                    let control = controls[Key(attack.name, attacker)]
                    let finding =
                        try obstacle(attack, attacker, level, problem, control)
                        ?? attempt(attack, as: process, on: victim)
                    rows.append(AttackRow(attack, attacker, level, finding, control))
                }
            }
        }
        let sorted = AttackCatalog.all.flatMap { attack in
            Attacker.allCases.flatMap { attacker in
                rows.filter { $0.attack == attack.name && $0.attacker == attacker }
            }
        }
        return AttackReport(rows: sorted, leftProcesses: endOrphans())
    }

    private struct Key: Hashable {
        let attack: String
        let attacker: Attacker
        init(_ attack: String, _ attacker: Attacker) {
            self.attack = attack
            self.attacker = attacker
        }
    }

    /// Lets every attack loose on an unprotected process of the attacker's own user.
    private func runControls(
        _ folder: SuiteFolder,
        _ users: SuiteUsers,
        seed: UInt64
    ) throws -> [Key: Finding?] {
        var findings: [Key: Finding?] = [:]
        for attacker in Attacker.allCases {
            guard let user = users.user(attacker) else { continue }
            let process = AttackerProcess(user: user, folder: folder)
            let control = Quarry(.control, folder: folder, user: user, seed: seed)
            for attack in AttackCatalog.all where attack.attackers.contains(attacker) {
                findings[Key(attack.name, attacker)] = .some(
                    try attempt(attack, as: process, on: control)
                )
            }
        }
        return findings
    }

    private func attempt(
        _ attack: any Attack,
        as process: AttackerProcess?,
        on quarry: Quarry
    ) throws -> Finding? {
        guard let process, try quarry.start() == nil else { return nil }
        let finding = try process.make(attack) { try quarry.target(for: attack, folder: $0) }
        if attack.usesUpVictim || attack.hostCommand != nil {
            quarry.end()
            return finding
        }
        switch quarry.check() {
        case .whole: return finding
        case .changed: return .found("the enclave's secret was changed")
        case .ended(let reason):
            return finding.map {
                Finding(
                    kind: $0.kind,
                    text: "\($0.text); afterwards the victim had \(reason)",
                    secrets: $0.secrets
                )
            }
        }
    }

    /// Why an attack is not made.
    private func obstacle(
        _ attack: any Attack,
        _ attacker: Attacker,
        _ level: IsolationLevel,
        _ problem: String?,
        _ control: Finding??
    ) -> Finding? {
        guard let control else {
            return .impossible("only root can start processes of another user, or as root")
        }
        if let problem { return .impossible("the machine does not give \(level): \(problem)") }
        if let obstacle = attack.obstacle(at: level) { return .impossible(obstacle) }
        if let control, control.kind == .impossible { return control }
        return nil
    }

    /// Ends what is left of enclaves that have ended: it has become this process's.
    private func endOrphans() -> Int {
        func living() -> [Int32] {
            ProcessFiles.children(of: getpid()).filter(ProcessFiles.isAlive)
        }
        // The kernel may be about to end them.
        for _ in 0..<300 where !living().isEmpty { usleep(10_000) }
        let left = living()
        for process in left {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        return left.count
    }
}
