extension SNPChain {
    private static let limitLists = 4
    static let listLocation: Reason.Location = "snp.revocation_lists"

    /// Says which certificates their issuers have revoked, and what is wrong with the lists.
    ///
    /// Returns the genuine lists, whose times are yet to be checked.
    func checkRevocation(_ ders: [[UInt8]], _ log: inout ReasonLog) -> [RevocationList] {
        let location = Self.listLocation
        guard ders.count <= Self.limitLists else {
            log.add(
                Reason(.tooLarge, at: location, "There are more than \(Self.limitLists) lists.")
            )
            return []
        }
        var lists: [RevocationList] = []
        for der in ders {
            log.attempt { () throws(Reason) in
                let list = try RevocationList(der, at: location)
                let (issuer, issued) = try issuer(of: list, location)
                try list.requireIssued(by: issuer, location)
                lists.append(list)
                guard !list.lists(issued) else { throw issued.revoked(location) }
            }
        }
        return lists
    }

    /// The certificate of the chain that issued a list, and the one that it issued.
    private func issuer(
        of list: RevocationList,
        _ location: Reason.Location
    ) throws(Reason) -> (Certificate, Certificate) {
        if list.isIssued(inTheNameOf: root) { return (root, authority) }
        if list.isIssued(inTheNameOf: authority) { return (authority, leaf) }
        throw Reason(
            .revocationListIssuer,
            at: location,
            "The revocation list was issued by neither \"\(root.shownName)\" nor "
                + "\"\(authority.shownName)\": the list of the same product is needed."
        )
    }
}
