import ArgumentParser
import RedoubtAttestation
import RedoubtCollateral

/// What evidence is checked with, and where it comes from.
struct CollateralOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The bundle of collateral for a quote.", valueName: "file"))
    var collateral: String?

    @Option(
        help: ArgumentHelp(
            "The endorsement key's certificate and its issuers for an SNP report, PEM or DER; revocation lists in "
                + "PEM are used too.",
            valueName: "file"
        )
    )
    var certificates: [String] = []

    @Option(help: ArgumentHelp("AMD's revocation list, DER or PEM.", valueName: "file"))
    var revocations: [String] = []

    @Option(
        help: ArgumentHelp(
            "A folder of bundles from earlier, used if there is one that has not expired.",
            valueName: "folder"
        )
    )
    var cache: String?

    @Flag(help: "Get from the makers' services what is not at hand, by redoubt-collateral.")
    var fetch = false

    @Option(help: ArgumentHelp("Intel's service, or a caching one.", valueName: "url"))
    var service: String?

    @Option(help: ArgumentHelp("The revocation list of Intel's root.", valueName: "url"))
    var rootList: String?

    @Option(help: ArgumentHelp("AMD's key service.", valueName: "url"))
    var amdService: String?

    @Option(
        help: ArgumentHelp(
            "Milan, Genoa or Turin: for reports of version 2, which do not say.",
            valueName: "line"
        )
    )
    var product: String?

    @Option(
        help: ArgumentHelp(
            "Certificates, PEM, to trust as the services' roots instead of the system's.",
            valueName: "file"
        )
    )
    var serverRoots: String?

    @Flag(help: "Fetch without TLS from other machines too.")
    var allowHTTP = false

    func validate() throws {
        let forFetching: [(String, Bool)] = [
            ("--service", service != nil), ("--root-list", rootList != nil),
            ("--amd-service", amdService != nil), ("--server-roots", serverRoots != nil),
            ("--allow-http", allowHTTP),
        ]
        if let (name, _) = forFetching.first(where: { $0.1 }), !fetch {
            throw ValidationError("\(name) says how to fetch: it goes with --fetch.")
        }
    }

    /// The bundle for a quote in a file: the one that was named, else from the cache, else fetched.
    func bundle(
        for quote: Quote,
        in path: String,
        at time: Timestamp,
        root: String?
    ) throws -> Collateral {
        if let collateral {
            let bytes = try InputFile(
                collateral,
                "a bundle of collateral",
                limitBytes: 16 << 20
            ).bytes
            return try read(collateral) { () throws(Reason) in try Collateral(json: bytes) }
        }
        if let cache {
            let folder = CollateralCache(folder: cache)
            let kept = try read(path) { () throws(Reason) in
                try folder.collateral(for: quote, at: time)
            }
            if let kept { return kept }
        }
        guard fetch else {
            throw CommandFailure(
                "A quote needs the platform's collateral: name it with --collateral, or a folder that has it with "
                    + "--cache, or get it with --fetch."
            )
        }
        let fetched = try CollateralProgram.fetch(for: path, arguments(at: time, root: root))
        return try read("what was fetched") { () throws(Reason) in try Collateral(json: fetched) }
    }

    /// The certificates and revocation lists for a report in a file.
    func endorsements(
        for report: SNPReport,
        in path: String,
        at time: Timestamp,
        root: String?
    ) throws -> EndorsementBundle {
        var bundle = EndorsementBundle(certificates: [], revocationLists: [])
        for path in certificates {
            let bytes = try InputFile(path, "certificates", limitBytes: 1 << 20).bytes
            let part = try read(path) { () throws(Reason) in try EndorsementBundle(file: bytes) }
            bundle.certificates += part.certificates
            bundle.revocationLists += part.revocationLists
        }
        for path in revocations {
            let bytes = try InputFile(path, "a revocation list", limitBytes: 4 << 20).bytes
            bundle.revocationLists += try read(path) { () throws(Reason) in
                try CertificateFile.revocationLists(bytes)
            }
        }
        if !certificates.isEmpty && !fetch && cache == nil { return bundle }
        // A VLEK's certificate is the cloud's, and its issuers are AMD's: so both are put together.
        let issuers = try services(for: report, in: path, at: time, root: root)
        bundle.certificates += issuers.certificates.filter { !bundle.certificates.contains($0) }
        bundle.revocationLists += issuers.revocationLists.filter {
            !bundle.revocationLists.contains($0)
        }
        return bundle
    }

    private func services(
        for report: SNPReport,
        in path: String,
        at time: Timestamp,
        root: String?
    ) throws -> EndorsementBundle {
        let line =
            report.statedProduct
            ?? AMDProduct.allCases.first { $0.rawValue.lowercased() == product?.lowercased() }
        if let cache, let line,
            let kept = CollateralCache(folder: cache).endorsements(for: report, line, at: time)
        {
            return kept
        }
        guard fetch else {
            throw CommandFailure(
                "An SNP report needs the certificate of the key that signed it, and its issuers': name the files "
                    + "with --certificates, or a folder that has them with --cache (and --product for a report of "
                    + "version 2), or get them with --fetch."
            )
        }
        let fetched = try CollateralProgram.fetch(for: path, arguments(at: time, root: root))
        return try read("what was fetched") { () throws(Reason) in
            try EndorsementBundle(file: fetched)
        }
    }

    /// What redoubt-collateral is told.
    private func arguments(at time: Timestamp, root: String?) -> [String] {
        let options = [
            ("--cache", cache), ("--service", service), ("--root-list", rootList),
            ("--amd-service", amdService), ("--product", product), ("--server-roots", serverRoots),
            ("--root", root), ("--at", "\(time)"),
        ]
        return options.flatMap { name, value in value.map { ["\(name)=\($0)"] } ?? [] }
            + (allowHTTP ? ["--allow-http"] : [])
    }

    private func read<Value>(
        _ path: String,
        _ body: () throws(Reason) -> Value
    ) throws -> Value {
        do throws(Reason) {
            return try body()
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }
}
