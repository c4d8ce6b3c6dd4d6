/// When a call has to be over.
///
/// The clock is read only once it is asked for: a call that is answered at once does not need it.
struct CallDeadline {
    private let timeout: Duration
    private var fixed: ContinuousClock.Instant?

    init(_ timeout: Duration) {
        self.timeout = timeout
    }

    /// The instant, counted from the first time that it is asked for.
    var instant: ContinuousClock.Instant {
        mutating get {
            if let fixed { return fixed }
            let instant = ContinuousClock.now + timeout
            fixed = instant
            return instant
        }
    }
}
