extension Claims {
    /// The claims as one JSON object; bytes are hexadecimal digits.
    public var json: [UInt8] {
        var json = JSONObject()
        json.add("family", family.rawValue)
        json.add("eat_profile", profile)
        json.add("hwmodel", hardwareModel)
        json.add("ueid", hardwareID.map { Hexadecimal.encode($0) })
        json.add("debug", isDebug)
        json.add("measurement", Hexadecimal.encode(measurement))
        var all = JSONObject()
        for measurement in measurements {
            all.add(measurement.name, Hexadecimal.encode(measurement.value))
        }
        json.add("measurements", all)
        json.add("signer", signer.map { Hexadecimal.encode($0) })
        json.add("product", product.map { Hexadecimal.encode($0) })
        json.add("security_version", securityVersion)
        json.add("report_data", Hexadecimal.encode(reportData))
        if let tcb {
            var object = JSONObject()
            object.add("status", tcb.status.rawValue)
            object.add("date", tcb.date.description)
            object.add("advisories", tcb.advisories)
            json.add("tcb", object)
        }
        json.add("iat", freshness.issuedAt?.description)
        json.add("exp", freshness.expiresAt?.description)
        var others = JSONObject()
        for (name, value) in details.sorted(by: { $0.key < $1.key }) { others.add(name, value) }
        json.add("details", others)
        return json.bytes
    }
}
