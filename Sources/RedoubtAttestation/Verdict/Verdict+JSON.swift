extension Verdict {
    /// The verdict as one JSON object.
    ///
    /// `verdict` is `accepted` or `refused`; then come `status`, and `claims` and `trust_vector` or `reasons`.
    public var json: [UInt8] {
        var json = JSONObject()
        json.add("verdict", isAccepted ? "accepted" : "refused")
        json.add("status", tcbStatus?.rawValue)
        switch self {
        case .accepted(let verified):
            json.add("claims", json: verified.claims.json)
            var trust = JSONObject()
            for (name, value) in [
                ("instance-identity", verified.trust.instanceIdentity),
                ("configuration", verified.trust.configuration),
                ("executables", verified.trust.executables),
                ("hardware", verified.trust.hardware),
                ("runtime-opaque", verified.trust.runtimeOpaque),
            ] { trust.add(name, json: Array(String(value).utf8)) }
            json.add("trust_vector", trust)
        case .refused(let refusal):
            json.add("reasons", elements: refusal.map(\.json))
        }
        return json.bytes
    }
}

extension Reason {
    /// The reason as one JSON object of `code`, `where` and `explanation`.
    public var json: [UInt8] {
        var object = JSONObject()
        object.add("code", code.rawValue)
        object.add("where", location.description)
        object.add("explanation", explanation)
        return object.bytes
    }
}
