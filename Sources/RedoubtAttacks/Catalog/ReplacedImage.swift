internal import AttackInterface
internal import Foundation
internal import Glibc
internal import RedoubtHost

/// Changes the image's file while it is being launched, between the check and the use of it.
struct ReplacedImage: Attack {
    let name = "replaced-image"
    let aim = Aim.anotherProgram
    let attackers = [Attacker.hostUser, .root]
    let usesUpVictim = true
    private static let launches = 12

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var own = target
        own.image = "\(target.folder)/image"
        defer { try? FileManager.default.removeItem(atPath: own.image) }
        let motto = Data(PlantedSecret.motto.utf8)
        do {
            let image = try Data(contentsOf: URL(fileURLWithPath: target.image))
            guard let place = image.range(of: motto) else {
                return .impossible("the image has no motto to change")
            }
            try image.write(to: URL(fileURLWithPath: own.image))
            let changing = ChangingFile(path: own.image, offset: place.lowerBound, byte: motto[0])
            defer { changing.end() }
            try changing.start()
            return target.isControl
                ? readUnchecked(own.image, motto) : await launchAll(own, motto)
        } catch {
            return .impossible("\(error)")
        }
    }

    /// What a loader does that checks nothing.
    private func readUnchecked(_ path: String, _ motto: Data) -> Finding {
        for _ in 0..<500 {
            let image = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? motto
            if image.range(of: motto) == nil { return .found("a loader without checks took it") }
            usleep(1_000)
        }
        return .nothing("the changed image was never read")
    }

    private func launchAll(_ target: Target, _ motto: Data) async -> Finding {
        var refused = 0
        for _ in 0..<Self.launches {
            do {
                let victim = try await OwnVictim.launch(for: target)
                let said = try await VictimClient(victim.enclave).motto()
                await victim.end()
                if Data(said) != motto { return .found("the host launched a changed program") }
            } catch let error as EnclaveError where error.code == .imageRefused {
                refused += 1
            } catch {
                return .impossible("\(error)")
            }
        }
        return .nothing(
            "\(Self.launches) launches: \(refused) refused, the others ran the true program"
        )
    }
}
