internal import Glibc
internal import Logging
internal import RedoubtControl
internal import RedoubtKeys
internal import Synchronization

/// What all connections of the service share.
final class PlatformState: Sendable {
    let spareMonitor: SpareMonitor
    let accounts: EnclaveAccounts
    let waiting = WaitingConnections()
    let rootSecrets: Mutex<RootSecrets>
    private let rootFolder: String
    let records: EnclaveRecords
    let audit: AuditLog
    let log: Logger
    private let running = Mutex<[UInt64: RunningEnclave]>([:])

    init(
        monitorPath: String,
        limits: PlatformLimits,
        rootSecrets: consuming sending RootSecrets,
        rootFolder: String,
        records: EnclaveRecords,
        audit: AuditLog,
        log: Logger
    ) {
        spareMonitor = SpareMonitor(path: monitorPath)
        accounts = EnclaveAccounts(limits: limits)
        self.rootSecrets = Mutex(rootSecrets)
        self.rootFolder = rootFolder
        self.records = records
        self.audit = audit
        self.log = log
    }

    /// Follows an enclave to its end, and counts it no more.
    ///
    /// Blocks the thread.
    func follow(_ enclave: RunningEnclave, host: Int32, connection: Int32? = nil) {
        let number = enclave.record.number
        running.withLock { $0[number] = enclave }
        let reason = enclave.follow(host: host, connection: connection)
        running.withLock { _ = $0.removeValue(forKey: number) }
        records.remove(number)
        accounts.close(number)
        note(AuditEvent(.ended, of: enclave.record, reason: reason))
    }

    /// Kills the monitor of an enclave of a user.
    ///
    /// - Throws: ``PlatformRefusal/noSuchEnclave``.
    func end(_ number: UInt64, of user: UInt32) throws(PlatformRefusal) {
        let enclave = running.withLock { $0[number] }
        guard let enclave, enclave.record.user == user else { throw .noSuchEnclave }
        enclave.monitor.kill()
    }

    /// Makes a new epoch of the root secret: enclaves that are launched from now on have keys of it.
    ///
    /// - Throws: ``PlatformRefusal/notPermitted``, or ``PlatformRefusal/failed(_:)``.
    func rotate(for caller: CallingProcess) throws(PlatformRefusal) -> RootSummary {
        var event = AuditEvent(.rotated)
        event.user = caller.user
        event.process = caller.number
        do throws(PlatformRefusal) {
            guard caller.user == 0 || caller.user == geteuid() else { throw .notPermitted }
            let summary = try rootSecrets.withLock { secrets throws(PlatformRefusal) in
                do throws(RootSecretFailure) {
                    let folder = try RootSecretFolder(rootFolder)
                    _ = try folder.rotate()
                    secrets = try folder.load()
                } catch {
                    throw .failed(error.description)
                }
                return secrets.summary
            }
            event.epoch = summary.epochs.first
            note(event)
            return summary
        } catch {
            event.reason = "refused: \(error)"
            note(event)
            throw error
        }
    }

    /// Vouches for an enclave's report.
    ///
    /// - Throws: ``EvidenceRefusal``.
    func evidence(
        of report: [UInt8],
        for caller: CallingProcess
    ) throws(EvidenceRefusal) -> [UInt8] {
        var event = AuditEvent(.evidence)
        event.user = caller.user
        event.process = caller.number
        defer { note(event) }
        do throws(EvidenceRefusal) {
            return try rootSecrets.withLock { secrets throws(EvidenceRefusal) in
                try secrets.evidence(of: report, isDevelopment: false, at: Int64(time(nil)))
            }
        } catch {
            event.reason = "refused: \(error)"
            throw error
        }
    }

    /// Finds the enclaves again that an earlier run of the service has launched.
    func findAgain() {
        for record in records.all() {
            guard let monitor = ServiceMonitor(again: record.monitor) else {
                records.remove(record.number)
                note(AuditEvent(.ended, of: record, reason: "while the service did not run"))
                continue
            }
            accounts.reopen(record)
            note(AuditEvent(.found, of: record))
            let enclave = RunningEnclave(record: record, monitor: monitor)
            do throws(SystemError) {
                try SystemThread.start {
                    switch record.host.open() {
                    case .some(let host): self.follow(enclave, host: host.rawValue)
                    case .none: self.follow(enclave, host: -1)
                    }
                }
            } catch {
                log.error("enclave \(record.number) cannot be followed: \(error)")
            }
        }
    }

    /// Writes an event down that has already happened.
    func note(_ event: AuditEvent) {
        do {
            try audit.write(event)
        } catch {
            log.error("audit log: \(error)")
        }
        log.info(
            "\(event.event.rawValue)",
            metadata: [
                "user": "\(event.user.map { "\($0)" } ?? "-")",
                "process": "\(event.process.map { "\($0)" } ?? "-")",
                "enclave": "\(event.enclave ?? "-")",
                "reason": "\(event.reason ?? "-")",
            ]
        )
    }
}
