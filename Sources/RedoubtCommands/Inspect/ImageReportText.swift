import RedoubtABI
import RedoubtControl
import RedoubtImage

/// What `redoubt inspect` prints for people.
struct ImageReportText {
    let assessment: ImageAssessment
    private var image: EnclaveImage { assessment.image }

    init(_ assessment: ImageAssessment) {
        self.assessment = assessment
    }

    /// The text, with a newline at its end.
    func text(path: String) -> String {
        let warning = image.configuration.allowsDebug ? "  DEBUG: not for secrets" : ""
        let lines =
            ["\(VisibleText.of(path))\(warning)"] + identity + contents + regions + components
        return lines.joined(separator: "\n") + "\n"
    }

    private var identity: [String] {
        let configuration = image.configuration
        return [
            field("measurement", "\(assessment.measured)"),
            field("  holds", measurementText),
            field("signer", signerText),
            field("  holds", signatureText),
            field("product", configuration.product == .none ? "none" : "\(configuration.product)"),
            field("family", configuration.family == .none ? "none" : "\(configuration.family)"),
            field("security version", "\(configuration.securityVersion)"),
            field("image version", "\(configuration.imageVersion)"),
            field("debug", configuration.allowsDebug ? "ALLOWED: not for secrets" : "no"),
            field(
                "minimum isolation",
                configuration.minimumIsolation.map { "\($0)" }
                    ?? "any that the host accepts"
            ),
        ]
    }

    private var measurementText: String {
        assessment.measurementProblem.map { "NO: \($0.reason)" }
            ?? "yes: the pages are those that the header names"
    }

    private var signerText: String {
        guard let signature = image.signature else { return "nobody: NOT SIGNED" }
        return SignerText.name(signature.key.id)
            + (signature.key.id == .development ? ": NOT FOR SECRETS" : "")
    }

    private var signatureText: String {
        switch assessment.signature {
        case .holds: image.signature.map { "yes: \($0.key.algorithm)" } ?? "yes"
        case .fails(let error): "NO: \(error.reason)"
        }
    }

    private var contents: [String] {
        let configuration = image.configuration
        return [
            field("threads", "\(configuration.threadCount)"),
            field("heap", ImageSummary.kibibytes(configuration.heapBytes)),
            field("stacks", "\(ImageSummary.kibibytes(configuration.stackBytes)) each"),
            field("messages", "up to \(configuration.channelBytes) bytes"),
            field(
                "trusted code",
                "\(ImageSummary.kibibytes(image.trustedCodeBytes)), constants included"
            ),
            field("entry", hexadecimal(image.entryOffset)),
            field("range", ImageSummary.kibibytes(image.layout.sizeBytes)),
        ]
    }

    private var regions: [String] {
        image.layout.regions.map { region in
            "  \(hexadecimal(region.offset))  \(region.permissions)"
                + aligned(ImageSummary.kibibytes(region.sizeBytes), 13) + "  \(region.kind.name)"
        }
    }

    private var components: [String] {
        guard !image.components.isEmpty else {
            return [field("components", "the builder does not say")]
        }
        let total = CodeComponent(
            name: "total",
            codeBytes: image.components.map(\.codeBytes).reduce(0, +),
            constantBytes: image.components.map(\.constantBytes).reduce(0, +),
            dataBytes: image.components.map(\.dataBytes).reduce(0, +)
        )
        let heading = aligned("code", 11) + aligned("constants", 11) + aligned("data", 11)
        return ["  component (bytes)        \(heading)"]
            + (image.components + [total]).map { component in
                let name = VisibleText.of(component.name)
                return "  " + name + String(repeating: " ", count: max(0, 25 - name.count))
                    + aligned("\(component.codeBytes)", 11)
                    + aligned("\(component.constantBytes)", 11)
                    + aligned("\(component.dataBytes)", 11)
            }
    }

    private func field(_ name: String, _ value: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, 18 - name.count)) + value
    }

    private func hexadecimal(_ offset: Int) -> String {
        let digits = String(offset, radix: 16)
        return String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    }

    private func aligned(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
