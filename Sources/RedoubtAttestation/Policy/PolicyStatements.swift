/// The first measurement must be one of those that are stated.
public struct AcceptMeasurements: PolicyStatement {
    private let values: [[UInt8]]

    /// The first measurement must be one of those that are stated.
    public init(_ values: [UInt8]...) {
        self.values = values
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.measurements.formUnion(values)
    }
}

/// A measurement with a name, such as `RTMR1` or `PCR4`, must have one of some values.
public struct RequireMeasurement: PolicyStatement {
    private let name: String
    private let values: [[UInt8]]

    /// A measurement with a name, such as `RTMR1` or `PCR4`, must have one of some values.
    public init(_ name: String, _ values: [UInt8]...) {
        self.name = name
        self.values = values
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.namedMeasurements[name, default: []].formUnion(values)
    }
}

/// The signer must be one of those that are stated.
public struct AcceptSigners: PolicyStatement {
    private let values: [[UInt8]]

    /// The signer must be one of those that are stated.
    public init(_ values: [UInt8]...) {
        self.values = values
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.signers.formUnion(values)
    }
}

/// The product must be one of those that are stated, as the evidence writes it.
public struct AcceptProducts: PolicyStatement {
    private let values: [[UInt8]]

    /// The product must be one of those that are stated, as the evidence writes it.
    public init(_ values: [UInt8]...) {
        self.values = values
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.products.formUnion(values)
    }
}

/// The security version must be at least this.
public struct RequireSecurityVersion: PolicyStatement {
    private let minimum: UInt64

    /// The security version must be at least this.
    public init(_ minimum: UInt64) {
        self.minimum = minimum
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.minimumSecurityVersion = max(policy.minimumSecurityVersion ?? 0, minimum)
    }
}

/// Only the TCB statuses that are stated will do, instead of the usual two.
public struct AcceptStatuses: PolicyStatement {
    private let values: [TCBStatus]

    /// Only the TCB statuses that are stated will do, instead of the usual two.
    public init(_ values: TCBStatus...) {
        self.values = values
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.acceptedStatuses = Set(values)
    }
}

/// An advisory may stay open for a while.
public struct AcceptAdvisory: PolicyStatement {
    private let advisory: String
    private let end: AdvisoryGrace.End

    /// An advisory may stay open for a while.
    public init(_ advisory: String, until end: AdvisoryGrace.End) {
        self.advisory = advisory
        self.end = end
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.graces.append(AdvisoryGrace(advisory: advisory, end: end))
    }
}

/// The report data must begin with these bytes and go on with zeros.
public struct RequireReportData: PolicyStatement {
    private let bytes: [UInt8]

    /// The report data must begin with these bytes and go on with zeros.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.reportData = bytes
    }
}

/// The evidence may have been made at most so many seconds ago.
public struct RequireAge: PolicyStatement {
    private let seconds: Int64

    /// The evidence may have been made at most so many seconds ago.
    public init(atMostSeconds seconds: Int64) {
        self.seconds = seconds
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.maximumAgeSeconds = seconds
    }
}

/// An environment under debug will do.
public struct AllowDebug: PolicyStatement {
    /// An environment under debug will do.
    public init() {
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.allowsDebug = true
    }
}

/// Rules beyond Intel's must hold.
public struct RequireStrictRules: PolicyStatement {
    private let rules: StrictRules

    /// Rules beyond Intel's must hold.
    public init(_ rules: StrictRules) {
        self.rules = rules
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.strictRules.formUnion(rules)
    }
}

/// A part of an AMD platform, such as `microcode`, must have at least this version.
public struct RequirePlatformPart: PolicyStatement {
    private let name: String
    private let version: UInt8

    /// A part of an AMD platform, such as `microcode`, must have at least this version.
    public init(_ name: String, atLeast version: UInt8) {
        self.name = name
        self.version = version
    }

    /// Adds what it says to a policy.
    public func add(to policy: inout AppraisalPolicy) {
        policy.minimumParts[name] = version
    }
}
