/// What the certificate of a VCEK or VLEK says of the processor.
///
/// See AMD's "VCEK Certificate and KDS Interface Specification", 3.1.
struct EndorsementKey {
    let product: AMDProduct
    /// The versions by the last arc of their identifiers, 1 to 9.
    private let versions: [UInt8: UInt8]
    /// The chip: 64 bytes, on Turin 8; absent from a VLEK.
    let hardwareID: [UInt8]?

    /// The arcs of the parts, by their names.
    private static let arcs: [String: UInt8] = [
        "boot_loader": 1, "tee": 2, "snp": 3, "microcode": 8, "fmc": 9,
    ]

    init(_ certificate: Certificate, at location: Reason.Location) throws(Reason) {
        let bytes = certificate.bytes
        let prefix = ObjectIdentifier.amdSEV
        var name: String?
        var versions: [UInt8: UInt8] = [:]
        var hardwareID: [UInt8]?
        for other in certificate.extensions.others
        where bytes[other.identifier].starts(with: prefix) {
            let arcs = Array(bytes[other.identifier].dropFirst(prefix.count))
            var reader = DERReader(bytes, other.value, at: location)
            if arcs == [2] {
                let value = try reader.take(DERTag.ia5String).contents
                name = String(validating: bytes[value], as: UTF8.self)
                try reader.requireEnd()
            } else if arcs.count == 2, arcs[0] == 3 {
                let value = try reader.takeUnsigned()
                try reader.requireEnd()
                guard let version = UInt8(exactly: value) else {
                    throw reader.malformed("a version is larger than a byte")
                }
                versions[arcs[1]] = version
            } else if arcs == [4] {
                hardwareID = Array(bytes[other.value])
            }
        }
        // The name may have a stepping: "Milan-B0".
        let product = name?.split(separator: "-").first.flatMap { AMDProduct(rawValue: String($0)) }
        guard let product else {
            throw Reason(
                .certificateContents,
                at: location,
                "The certificate does not name Milan, Genoa or Turin as the product."
            )
        }
        self.product = product
        self.versions = versions
        self.hardwareID = hardwareID
    }

    /// Fails unless the versions are those of a report's TCB.
    func requireFit(_ tcb: ArraySlice<UInt8>, _ location: Reason.Location) throws(Reason) {
        for (name, index) in product.parts {
            let reported = tcb[tcb.startIndex + index]
            guard let arc = Self.arcs[name], versions[arc] == reported else {
                throw Reason(
                    .certificateContents,
                    at: location,
                    "The certificate is not for the reported TCB: \(name) is \(reported) in the report. Get "
                        + "the certificate for the TCB that the report states."
                )
            }
        }
    }
}
