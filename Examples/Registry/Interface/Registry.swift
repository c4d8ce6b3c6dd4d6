public import RedoubtABI

/// A confidential patient registry: patients go in encrypted, only aggregates come out.
///
/// A column is a measurement, named as in ``RegistryColumns/names``. A query is answered if its
/// group, and the patients that the group leaves out, are none or at least
/// ``RegistryLimits/minimumPatients``: otherwise two answers could be subtracted to get the one
/// that is refused.
@EnclaveInterface
public protocol Registry {
    /// Offers the key that files of patients are sealed for, with a report of this enclave.
    ///
    /// The host has its platform vouch for it (`Enclave.attestedOffer`), and hands it to the owner of the file.
    ///
    /// - Throws: ``RegistryError/delivery(_:)``
    func offer(nonce: [UInt8]) throws(RegistryError) -> [UInt8]

    /// Begins a load. One that has begun and not ended is forgotten; the patients held until now
    /// stay in use until the new ones are complete.
    func beginLoad()

    /// Takes the next bytes of the envelope that the file's owner has sealed. They may end anywhere.
    ///
    /// After an error the load is over, and the patients held before stay in use.
    ///
    /// - Throws: ``RegistryError/fileTooLarge(limitBytes:)``, ``RegistryError/noLoadBegun``
    func append(_ bytes: [UInt8]) throws(RegistryError)

    /// Ends the load: the envelope is opened, and from now on its patients are the registry's, in place of all held
    /// before.
    ///
    /// An envelope is opened once: to load the same file again its owner has to seal it again.
    ///
    /// - Throws: ``RegistryError/delivery(_:)``, ``RegistryError/malformedFile(_:line:column:)``,
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
