public import RedoubtABI
public import RedoubtDeliveryInterface

/// Why the registry refuses a call.
///
/// No error tells anything about a patient.
@EnclaveValue
public enum RegistryError: Error, Hashable {
    /// The file is not what the registry reads.
    ///
    /// `line` counts from 1, the header being line 1; `column` is the number of the field in its
    /// line, from 1.
    case malformedFile(FileProblem, line: Int, column: Int)
    /// No load has begun, or the last one has ended, with success or with an error.
    case noLoadBegun
    /// The registry holds no patients yet.
    case nothingLoaded
    /// The group has fewer patients than this, or leaves out fewer than this, but not none.
    case groupTooSmall(minimumPatients: Int)
    /// No column has this name.
    case unknownColumn
    /// So many bins cannot be asked for.
    case binCountOutOfRange(minimum: Int, maximum: Int)
    /// The host did not tell the time, without which no load ends.
    case clockUnavailable
    /// The envelope with the file does not open, or no key can be offered.
    case delivery(DeliveryError)
    /// The envelope is longer than this.
    case fileTooLarge(limitBytes: Int)
}

/// What is wrong with a file, at the place that the error names.
@EnclaveValue
public enum FileProblem: Error, Hashable, CaseIterable {
    /// The file has no bytes.
    case emptyFile
    /// The first line is not the number of patients, `30`, `malignant`, `benign`.
    case header
    /// The header announces more patients than ``RegistryLimits/maximumPatients``.
    case tooManyPatients
    /// The line ends before this field.
    case fieldMissing
    /// The line goes on where it should end.
    case fieldUnexpected
    /// A field is longer than any number that can be read.
    case fieldTooLong
    /// A byte that is neither printable ASCII nor the end of a line.
    case byteUnexpected
    /// The field is not a decimal number.
    case notANumber
    /// The number has more than 15 digits, so that it could not be read exactly.
    case tooManyDigits
    /// The number is its digits times a power of ten beyond 22, so that it could not be read
    /// exactly.
    case powerOutOfRange
    /// The diagnosis is neither `0` (malignant) nor `1` (benign).
    case diagnosis
    /// The file ends before the last patient that its header announces.
    case patientMissing
    /// The file goes on after the last patient that its header announces.
    case patientUnexpected
}
