import RedoubtABI
import RedoubtControl
import Testing

@Suite("What is said of a refused enclave")
struct PolicyViolationTests {
    private static let found: SignerID = identifier(0xA0)
    private static let wanted: SignerID = identifier(0x50)

    /// Each reason, and what its text has to name: what was found, what was wanted, what to do.
    static let examples: [(PolicyViolation, [String])] = [
        (.development, ["development key", "redoubt sign", ".development"]),
        (.notDevelopment(signer: found), ["\(found)", "development key", "policy"]),
        (
            .signer(found, expected: wanted),
            ["\(found)", "\(wanted)", "signed by", "get the image"]
        ),
        (
            .measurement(identifier(1)),
            [String(repeating: "01", count: 32), "measurement", "add it"]
        ),
        (
            .product(identifier(2), expected: identifier(3)),
            [
                String(repeating: "02", count: 16), String(repeating: "03", count: 16),
                "that product's image",
            ]
        ),
        (
            .family(identifier(4), expected: identifier(5)),
            [
                String(repeating: "04", count: 16), String(repeating: "05", count: 16),
                "an image of that family",
            ]
        ),
        (.securityVersion(6, minimum: 7), ["6", "7 or newer", "get a newer image"]),
        (
            .deniedMeasurement(identifier(8)),
            [String(repeating: "08", count: 32), "denies", "get another image"]
        ),
        (
            .deniedVersion(found, securityVersion: 9),
            ["\(found)", "9", "denies", "get a newer image"]
        ),
        (.debug, ["debug", "enclave.json", "launch without"]),
    ]

    @Test("The text names what was found, what is accepted and what to do", arguments: examples)
    func text(_ violation: PolicyViolation, _ parts: [String]) {
        for part in parts {
            #expect("\(violation)".contains(part), "“\(violation)” lacks “\(part)”")
        }
    }

    @Test func `No two reasons have the same text`() {
        #expect(Set(Self.examples.map { "\($0.0)" }).count == 10)
    }
}
