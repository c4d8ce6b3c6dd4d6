internal import Foundation

/// A process that attacks as one user.
final class AttackerProcess {
    /// How long an attack may take.
    static let limit = Duration.seconds(40)
    private let user: WorkerUser
    private let folder: SuiteFolder
    private var worker: WorkerProcess?

    init(user: WorkerUser, folder: SuiteFolder) {
        self.user = user
        self.folder = folder
    }

    deinit { worker?.end() }

    /// Makes an attack.
    ///
    /// - Returns: what it came to; nil if it did not end in time, or ended the attacker.
    func make(_ attack: any Attack, on target: (String) throws -> Target) throws -> Finding? {
        let worker = try worker ?? WorkerProcess(.attacker, user: user, errors: folder.errors)
        self.worker = worker
        let order = AttackerRole.Order(attack: attack.name, target: try target(user.folder))
        let line = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
        guard let answer = worker.ask(line, within: Self.limit),
            let finding = try? JSONDecoder().decode(Finding.self, from: Data(answer.utf8))
        else {
            worker.end(patience: .milliseconds(100))
            self.worker = nil
            return nil
        }
        if attack.usesUpVictim {
            // What such an attack has changed in its own process must not reach the next one.
            worker.end()
            self.worker = nil
        }
        return finding
    }
}
