// The enclave sends errors as numbers, and the host finds the words: they are no part of what is
// trusted.
#if !hasFeature(Embedded)
internal import RedoubtDeliveryInterface

extension RegistryError: CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public var description: String {
        switch self {
        case .malformedFile(let problem, let line, let column):
            "line \(line), field \(column): \(problem)"
        case .noLoadBegun:
            "no load has begun, or it has ended: begin a new one"
        case .nothingLoaded:
            "the registry holds no patients yet: load a file first"
        case .groupTooSmall(let minimum):
            "the group, or what it leaves out, has fewer than \(minimum) patients: "
                + "ask about a larger group"
        case .unknownColumn:
            "there is no such column: RegistryColumns.names lists them"
        case .binCountOutOfRange(let minimum, let maximum):
            "a histogram has \(minimum) to \(maximum) bins"
        case .clockUnavailable:
            "the host did not tell the time: launch the enclave with a handler for RegistryHost"
        case .delivery(let error): "\(error)"
        case .fileTooLarge(let limit):
            "an envelope with patients has at most \(limit) bytes: seal fewer patients"
        }
    }
}

extension FileProblem: CustomStringConvertible {
    /// What is wrong, and what was expected.
    public var description: String {
        switch self {
        case .emptyFile: "the file is empty"
        case .header: "the first line must be the number of patients, then 30,malignant,benign"
        case .tooManyPatients:
            "the header announces more than \(RegistryLimits.maximumPatients) patients"
        case .fieldMissing: "the line ends too early: 30 numbers and the diagnosis are expected"
        case .fieldUnexpected: "the line goes on where it should end"
        case .fieldTooLong: "the field is too long for a number"
        case .byteUnexpected:
            "a byte that is not printable ASCII; lines end with a line feed alone"
        case .notANumber: "a decimal number is expected"
        case .tooManyDigits: "the number has more than 15 digits"
        case .powerOutOfRange: "the number's power of ten is beyond 22"
        case .diagnosis: "the diagnosis must be 0 (malignant) or 1 (benign)"
        case .patientMissing: "the file ends before the last patient that its header announces"
        case .patientUnexpected: "the file goes on after the last patient that its header announces"
        }
    }
}
#endif
