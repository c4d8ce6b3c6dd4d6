/// Gets a page from a server.
///
/// The fetchers do not bring an HTTP client of their own: a server has one already, with its proxies, deadlines
/// and trust. A transport must limit the size of what it takes, and give up after a while.
public protocol CollateralTransport: Sendable {
    /// Gets the page at a URL.
    ///
    /// - Parameter url: `https://…`.
    /// - Returns: the answer, whatever its status.
    /// - Throws: whatever keeps the server from answering.
    func get(_ url: String) async throws -> TransportAnswer
}

/// What a server answers.
public struct TransportAnswer: Hashable, Sendable {
    /// The status: 200 if all is well.
    public let status: Int
    /// The headers; names are compared without case.
    public let headers: [String: String]
    /// The page.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of a header.
    func header(_ name: String) -> String? {
        headers.first { $0.key.lowercased() == name.lowercased() }?.value
    }
}
