import RedoubtDelivery
import RedoubtEnclave
import RegistryInterface

/// The registry: the patients it holds, and the load that is under way.
///
/// Each has a lock of its own, held only to take a value out or to put one in, or to keep one part
/// of an envelope. Files are opened and read, and queries computed, outside of it, so that they run beside each other.
final class PatientRegistry<Host: RegistryHost & Sendable>: Registry, Sendable {
    private let host: Host
    private let key: DeliveryKey
    private let patients = Mutex<PatientTable?>(nil)
    private let load = Mutex<[UInt8]?>(nil)

    init(host: Host, key: DeliveryKey) {
        self.host = host
        self.key = key
    }

    func offer(nonce: [UInt8]) throws(RegistryError) -> [UInt8] {
        do throws(DeliveryError) {
            return try key.offer(nonce: nonce)
        } catch {
            throw .delivery(error)
        }
    }

    func beginLoad() {
        load.withLock { $0 = [] }
    }

    func append(_ bytes: [UInt8]) throws(RegistryError) {
        let limit = RegistryLimits.maximumEnvelopeBytes
        try load.withLock { load throws(RegistryError) in
            guard var envelope = load.take() else { throw .noLoadBegun }
            // Put back only if all went well: an error ends the load.
            guard envelope.count + bytes.count <= limit else {
                throw .fileTooLarge(limitBytes: limit)
            }
            envelope += bytes
            load = envelope
        }
    }

    func finishLoad() throws(RegistryError) -> LoadReceipt {
        guard let envelope = load.withLock({ $0.take() }) else { throw .noLoadBegun }
        var file = PatientFile()
        try file.read(open(envelope))
        let table = try file.finished()
        let end: Timestamp
        do throws(HostCallError) {
            end = try host.now()
        } catch {
            throw .clockUnavailable
        }
        patients.withLock { $0 = table }
        print(Self.logLine(table, at: end))
        return LoadReceipt(endedAt: end)
    }

    private func open(_ envelope: [UInt8]) throws(RegistryError) -> [UInt8] {
        do throws(DeliveryError) {
            return try key.open(envelope).bytes
        } catch {
            throw .delivery(error)
        }
    }

    func count(of group: PatientGroup) throws(RegistryError) -> Int {
        try query(group).patientCount(of: group)
    }

    func summary(of column: String, in group: PatientGroup) throws(RegistryError) -> Summary {
        let index = try Self.index(of: column)
        let table = try query(group)
        guard let summary = Summary(of: table.values(index, of: group)) else {
            throw .groupTooSmall(minimumPatients: RegistryLimits.minimumPatients)
        }
        return summary
    }

    func histogram(
        of column: String,
        in group: PatientGroup,
        bins: Int
    ) throws(RegistryError) -> [HistogramBin] {
        let (minimum, maximum) = (RegistryLimits.minimumBins, RegistryLimits.maximumBins)
        guard bins >= minimum, bins <= maximum else {
            throw .binCountOutOfRange(minimum: minimum, maximum: maximum)
        }
        let index = try Self.index(of: column)
        let table = try query(group)
        return Histogram(of: index, in: table).bins(of: group, atMost: bins)
    }

    /// The patients, if a query about the group may be answered.
    ///
    /// There is no other way to get at them.
    private func query(_ group: PatientGroup) throws(RegistryError) -> PatientTable {
        guard let table = patients.withLock({ $0 }) else { throw .nothingLoaded }
        let count = table.patientCount(of: group)
        guard DisclosureRule.permits(group: count, leftOut: table.patientCount - count) else {
            throw .groupTooSmall(minimumPatients: RegistryLimits.minimumPatients)
        }
        return table
    }

    private static func index(of column: String) throws(RegistryError) -> Int {
        // Compared as bytes: the names are ASCII, and the enclave needs no Unicode tables for it.
        let index = RegistryColumns.names.firstIndex { $0.utf8.elementsEqual(column.utf8) }
        guard let index else { throw .unknownColumn }
        return index
    }

    /// The host reads the log, so it says no more than a query would.
    private static func logLine(_ table: PatientTable, at end: Timestamp) -> String {
        let minimum = RegistryLimits.minimumPatients
        let count =
            table.patientCount < minimum ? "fewer than \(minimum)" : "\(table.patientCount)"
        return "registry: \(count) patients loaded, \(end.secondsSince1970) s after 1970 began"
    }
}
