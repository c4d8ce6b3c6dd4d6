import ArgumentParser
import Foundation
import RedoubtAttestation
import RedoubtCollateral
import RedoubtCollateralHTTP

/// Which services are asked, and how.
struct ServiceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Intel's service, or a caching one.", valueName: "url"))
    var service = IntelCollateralService.intelURL

    @Option(
        help: ArgumentHelp(
            "The revocation list of Intel's root; a caching service's own unless told.",
            valueName: "url"
        )
    )
    var rootList: String?

    @Option(help: ArgumentHelp("AMD's key service.", valueName: "url"))
    var amdService = AMDKeyService.amdURL

    @Option(
        help: ArgumentHelp(
            "Milan, Genoa or Turin: for reports of version 2, which do not say.",
            valueName: "line"
        )
    )
    var product: String?

    @Option(
        help: ArgumentHelp("A root to trust instead of the maker's, PEM.", valueName: "file")
    )
    var root: String?

    @Option(
        help: ArgumentHelp(
            "Certificates, PEM, to trust as the server's roots instead of the system's.",
            valueName: "file"
        )
    )
    var serverRoots: String?

    @Flag(help: "Get pages without TLS from other machines too.")
    var allowHTTP = false

    @Option(help: "How long a page may take, in seconds.")
    var timeout = 30

    func validate() throws {
        guard (1...600).contains(timeout) else {
            throw ValidationError("--timeout must be from 1 to 600.")
        }
    }

    /// How pages are got.
    var settings: HTTPSettings {
        HTTPSettings(
            plainHTTP: allowHTTP ? .always : .fromThisMachine,
            serverRootsPath: serverRoots,
            connectTimeout: .seconds(min(10, timeout)),
            pageTimeout: .seconds(timeout)
        )
    }

    /// The cache and the services.
    func source(
        _ transport: HTTPTransport,
        cache: CollateralCache?
    ) throws -> CollateralSource {
        let trusted = try root.map {
            try TrustedRoot(pem: Array(try Data(contentsOf: URL(filePath: $0))))
        }
        let base = Self.withoutSlash(service)
        let isIntel = base == IntelCollateralService.intelURL
        return CollateralSource(
            cache: cache,
            intel: IntelCollateralService(
                base: base,
                rootListURL: rootList
                    ?? (isIntel
                        ? IntelCollateralService.intelRootListURL
                        : "\(base)/sgx/certification/v4/rootcacrl"),
                transport: transport
            ),
            amd: AMDKeyService(base: Self.withoutSlash(amdService), transport: transport),
            intelRoot: trusted ?? .intelSGX,
            amdRoot: trusted
        )
    }

    /// The line of processors that a report is of.
    func line(of report: SNPReport) throws -> AMDProduct {
        if let stated = report.statedProduct { return stated }
        guard let product else {
            throw ValidationError(
                "The report does not say which processor it is of: name it with --product, Milan, Genoa or Turin."
            )
        }
        let known = AMDProduct.allCases.first { $0.rawValue.lowercased() == product.lowercased() }
        guard let known else {
            throw ValidationError("\"\(product.prefix(40))\" is none of Milan, Genoa and Turin.")
        }
        return known
    }

    private static func withoutSlash(_ url: String) -> String {
        url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}
