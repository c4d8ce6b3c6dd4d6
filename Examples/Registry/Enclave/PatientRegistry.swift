import RedoubtEnclave
import RegistryInterface

/// The registry: the patients it holds, and the load that is under way.
///
/// Each has a lock of its own, held only to take a value out or to put one in, or to read one part
/// of a file. Queries compute outside of it, so that they run beside each other and beside a load.
final class PatientRegistry<Host: RegistryHost & Sendable>: Registry, Sendable {
    private let host: Host
    private let patients = Mutex<PatientTable?>(nil)
    private let load = Mutex<PatientFile?>(nil)

    init(host: Host) {
        self.host = host
    }

    func beginLoad() {
        load.withLock { $0 = PatientFile() }
    }

    func append(_ bytes: [UInt8]) throws(RegistryError) {
        try load.withLock { load throws(RegistryError) in
            guard var file = load.take() else { throw .noLoadBegun }
            // Put back only if all went well: an error ends the load.
            try file.read(bytes)
            load = file
        }
    }

    func finishLoad() throws(RegistryError) -> LoadReceipt {
        guard let file = load.withLock({ $0.take() }) else { throw .noLoadBegun }
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
