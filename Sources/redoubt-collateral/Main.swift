import ArgumentParser
import Foundation
import RedoubtAttestation
import RedoubtCollateral
import RedoubtCollateralHTTP

/// The program `redoubt-collateral`.
@main
struct FetchCollateral: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redoubt-collateral",
        abstract: "Gets what evidence is checked with from Intel's or AMD's services.",
        discussion: """
            For an SGX or TDX quote, the bundle of collateral as JSON, from Intel's service (PCS) or a caching one \
            (PCCS) of version 4. For a report of SEV-SNP, or Azure's that holds one, certificates and revocation list \
            as PEM, from AMD's key service (KDS). What is fetched is checked before it is written or kept. \
            `redoubt verify --fetch` runs this program.
            """
    )

    @Argument(help: "The evidence.")
    var file: String

    @Option(help: ArgumentHelp("Where to write; standard output unless told.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp("A folder of bundles, used first and added to.", valueName: "folder")
    )
    var cache: String?

    @Option(
        help: ArgumentHelp(
            "The time to decide for, as in 2026-01-01T00:00:00Z; now unless told.",
            valueName: "time"
        )
    )
    var at: String?

    @OptionGroup var services: ServiceOptions

    func run() async throws {
        let time = try timestamp()
        let evidence = try Evidence(try Self.bytes(file))
        if let cache {
            try FileManager.default.createDirectory(
                atPath: cache,
                withIntermediateDirectories: true
            )
        }
        let bytes = try await HTTPTransport.withTransport(services.settings) { transport in
            let source = try services.source(
                transport,
                cache: cache.map { CollateralCache(folder: $0) }
            )
            switch try Self.subject(of: evidence) {
            case .quote(let quote):
                return try await source.collateral(for: quote, at: time).json
            case .report(let report):
                let line = try services.line(of: report)
                return try await source.endorsements(for: report, line, at: time).pem
            }
        }
        if let output {
            try Data(bytes).write(to: URL(filePath: output), options: .atomic)
        } else {
            try FileHandle.standardOutput.write(contentsOf: bytes)
        }
    }

    /// What a service is asked about.
    private enum Subject {
        case quote(Quote)
        case report(SNPReport)
    }

    private static func subject(of evidence: Evidence) throws -> Subject {
        switch evidence {
        case .quote(let quote): return .quote(quote)
        case .snp(let report): return .report(report)
        case .azure(let container):
            if case .snp(let report) = container.hardware { return .report(report) }
            throw ValidationError("This holds a TDX report: name the quote that was made of it.")
        case .machine(let machine):
            if let quote = machine.quote { return .quote(quote) }
            if case .snp(let report) = machine.report?.hardware { return .report(report) }
        case .nitro, .tpm, .psa, .cca: break
        }
        throw ValidationError("There is no service to ask for this kind of evidence.")
    }

    private func timestamp() throws -> Timestamp {
        guard let at else { return Timestamp(Date()) }
        guard let time = Timestamp(at) else {
            throw ValidationError("\"\(at.prefix(40))\" is no time such as 2026-01-01T00:00:00Z")
        }
        return time
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        let limitBytes = 4 << 20
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        let data = try handle.read(upToCount: limitBytes + 1) ?? Data()
        guard data.count <= limitBytes else {
            throw ValidationError("\(path) is larger than \(limitBytes) bytes, and so no evidence.")
        }
        return Array(data)
    }
}
