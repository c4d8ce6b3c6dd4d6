import EnclaveTesting
import RedoubtHost
import RedoubtImage
import SeededTesting
import Testing

/// What the monitor does with an image that was changed after it was signed.
///
/// That every byte counts is tested where it is quick, over the same checks, by `SignedImageTests`.
@Suite("Changed images")
struct ChangedImageTests {
    private func refusal(
        of bytes: [UInt8],
        at level: IsolationLevel
    ) async throws -> String? {
        let file = try TemporaryImage(bytes)
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        let error = await enclaveError {
            try await Enclave.withLaunched(file.path, policy: .development, options: options) {
                _ in
            }
        }
        guard let error else { return nil }
        #expect(error.code == .imageRefused, "\(error)")
        return error.message
    }

    @Test("A flipped bit is refused, and the failed check is named", arguments: testedIsolation)
    func flipped(_ level: IsolationLevel) async throws {
        let image = try await imageBytes("MainReturnsEnclave")
        var random = SeededGenerator(for: "changed images")
        // Every field of the header, the key, the signature, and pages.
        var places = Array(stride(from: 0, to: 250, by: 9))
        places += [2176, 2200, 3071, 3072, 3080, 3088, 3130, 3184, 3240, 3290, 4095]
        places += (0..<40).map { _ in Int.random(in: 4096..<image.count, using: &random) }
        var checks: Set<String> = []
        for place in places {
            var changed = image
            changed[place] ^= 1 << Int.random(in: 0..<8, using: &random)
            let message = try await refusal(of: changed, at: level)
            let check = ["structure check", "signature check", "measurement check"]
                .first { message?.contains($0) == true }
            // A changed magic, version or configuration is refused before any check has a name.
            if let check { checks.insert(check) }
            #expect(message != nil, "byte \(place), seed \(random.seed)")
            if place >= 4096 { #expect(check == "measurement check", "byte \(place)") }
        }
        #expect(checks.count == 3)
        // The control: nothing but the change was wrong.
        let reason = await enclaveError {
            let file = try TemporaryImage(image)
            var options = LaunchOptions()
            options.isolation = .exactly(level)
            _ = try await Enclave.launch(file.path, policy: .development, options: options)
        }
        #expect(reason?.stopReason == .abort(.mainReturned))
    }

    @Test("Pages that are signed for another place are refused", arguments: testedIsolation)
    func exchanged(_ level: IsolationLevel) async throws {
        let image = try await imageBytes("FixtureEnclave")
        let pages = 4096..<4096 + 4096
        let others = 8192..<8192 + 4096
        var changed = image
        changed.replaceSubrange(pages, with: image[others])
        changed.replaceSubrange(others, with: image[pages])
        let message = try await refusal(of: changed, at: level)
        #expect(message?.contains("measurement check") == true)
    }
}
