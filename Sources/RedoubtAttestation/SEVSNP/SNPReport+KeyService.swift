extension SNPReport {
    /// The processor's line by what the report says of it; nothing in reports of version 2, which say nothing.
    public var statedProduct: AMDProduct? {
        processor.flatMap { AMDProduct(family: $0.family, model: $0.model) }
    }

    /// The path at which AMD's key service has the certificate of the key that signed the report.
    ///
    /// See AMD's "VCEK Certificate and KDS Interface Specification", 4.1.
    ///
    /// - Parameter product: the processor's line, which reports of version 2 do not state.
    /// - Returns: the path; nothing for a VLEK, which the cloud delivers.
    public func certificatePath(_ product: AMDProduct) -> String? {
        guard signingKey == .vcek else { return nil }
        let names = [
            "fmc": "fmcSPL", "boot_loader": "blSPL", "tee": "teeSPL", "snp": "snpSPL",
            "microcode": "ucodeSPL",
        ]
        let id = product == .turin ? Array(chipID.prefix(8)) : chipID
        let query = product.parts.compactMap { name, index in
            names[name].map { "\($0)=\(reportedTCB[reportedTCB.startIndex + index])" }
        }
        return "/vcek/v1/\(product.rawValue)/\(Hexadecimal.encode(id))?"
            + query.joined(separator: "&")
    }
}
