/// How pages are got over HTTP.
public struct HTTPSettings: Hashable, Sendable {
    /// Where a page may be got without TLS.
    public enum PlainHTTP: Hashable, Sendable {
        /// Nowhere.
        case never
        /// From this machine alone: `localhost`, `127.0.0.1` and `[::1]`.
        case fromThisMachine
        /// From everywhere. Whoever is on the way can then keep collateral from being had, or offer older one; it
        /// cannot forge any, because what is fetched is signed.
        case always
    }

    /// Where a page may be got without TLS.
    public var plainHTTP: PlainHTTP
    /// A file of certificates, PEM, to trust as servers' roots instead of the system's; a caching service often has
    /// a certificate of its own making.
    public var serverRootsPath: String?
    /// The most that a page may have, in bytes.
    public var limitBytes: Int
    /// How long connecting may take, TLS included.
    public var connectTimeout: Duration
    /// How long a page may take from the request to its last byte.
    public var pageTimeout: Duration

    /// Settings.
    ///
    /// - Parameters:
    ///   - plainHTTP: where a page may be got without TLS.
    ///   - serverRootsPath: a file of certificates, PEM, to trust instead of the system's.
    ///   - limitBytes: the most that a page may have, in bytes. The largest that Intel and AMD deliver have less than
    ///     one MiB.
    ///   - connectTimeout: how long connecting may take, TLS included.
    ///   - pageTimeout: how long a page may take from the request to its last byte.
    public init(
        plainHTTP: PlainHTTP = .never,
        serverRootsPath: String? = nil,
        limitBytes: Int = 4 << 20,
        connectTimeout: Duration = .seconds(10),
        pageTimeout: Duration = .seconds(30)
    ) {
        self.plainHTTP = plainHTTP
        self.serverRootsPath = serverRootsPath
        self.limitBytes = limitBytes
        self.connectTimeout = connectTimeout
        self.pageTimeout = pageTimeout
    }
}
