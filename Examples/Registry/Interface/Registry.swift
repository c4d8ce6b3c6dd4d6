public import RedoubtABI

/// A confidential patient registry: patients go in one by one, only aggregates come out.
///
/// A column is a measurement, named as in ``RegistryColumns/names``. A query is answered if its
/// group, and the patients that the group leaves out, are none or at least
/// ``RegistryLimits/minimumPatients``: otherwise two answers could be subtracted to get the one
/// that is refused.
@EnclaveInterface
public protocol Registry {
    /// Begins a load. One that has begun and not ended is forgotten; the patients held until now
    /// stay in use until the new ones are complete.
    func beginLoad()

    /// Takes the next bytes of the file. They may end anywhere, in the middle of a number too.
    ///
    /// After an error the load is over, and the patients held before stay in use.
    ///
    /// - Throws: ``RegistryError/malformedFile(_:line:column:)``, ``RegistryError/noLoadBegun``
    func append(_ bytes: [UInt8]) throws(RegistryError)

    /// Ends the load: from now on, its patients are the registry's, in place of all held before.
    ///
    /// - Throws: ``RegistryError/malformedFile(_:line:column:)`` if the file is incomplete,
    ///   ``RegistryError/noLoadBegun``, ``RegistryError/clockUnavailable``
    func finishLoad() throws(RegistryError) -> LoadReceipt

    /// The number of patients in a group.
    ///
    /// - Throws: ``RegistryError/nothingLoaded``, ``RegistryError/groupTooSmall(minimumPatients:)``
    func count(of group: PatientGroup) throws(RegistryError) -> Int

    /// Count, mean, variance and extremes of a column.
    ///
    /// - Throws: what ``count(of:)`` throws, and ``RegistryError/unknownColumn``
    func summary(of column: String, in group: PatientGroup) throws(RegistryError) -> Summary

    /// How the values of a column are distributed, in at most `bins` bins.
    ///
    /// Each bin holds no patient or at least ``RegistryLimits/minimumPatients``, of each diagnosis.
    /// To that end bins are merged, so there may be fewer, of different widths. For one column, the
    /// bins are the same for every group.
    ///
    /// - Throws: what ``summary(of:in:)`` throws, and
    ///   ``RegistryError/binCountOutOfRange(minimum:maximum:)``
    func histogram(
        of column: String,
        in group: PatientGroup,
        bins: Int
    ) throws(RegistryError) -> [HistogramBin]
}
