internal import Foundation

/// Makes one attack after the other, as the suite orders.
enum AttackerRole {
    /// An order, one line of JSON.
    struct Order: Codable {
        let attack: String
        let target: Target
    }

    static func run() async -> Int32 {
        while let line = readLine() {
            guard let order = try? JSONDecoder().decode(Order.self, from: Data(line.utf8)),
                let attack = AttackCatalog.attack(named: order.attack)
            else { return 64 }
            let scanner = SecretScanner(
                seed: order.target.seed,
                platformKeys: [order.target.platformKeys]
            )
            let finding = await attack.run(on: order.target, for: scanner)
            guard let answer = try? JSONEncoder().encode(finding) else { return 70 }
            AttackRole.say(String(decoding: answer, as: UTF8.self))
        }
        return 0
    }
}
