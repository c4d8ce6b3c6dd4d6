import RedoubtControl
import RedoubtHost

/// All enclaves that can be seen at one moment.
struct EnclaveScan {
    /// One enclave at one moment.
    struct Sample {
        /// Where its page is: that tells it from others.
        let page: String
        /// The user whose directory that is.
        let user: UInt32
        let reading: StatisticsReading
        /// What its monitor uses; nil if that has ended, or cannot be looked at.
        let usage: MonitorUsage?
        let instant: ContinuousClock.Instant
    }

    private(set) var samples: [Sample] = []
    /// What kept pages from being read, for people.
    private(set) var problems: [String] = []

    /// Looks, and removes the pages of hosts that have ended.
    init() {
        for (path, owner) in StatisticsDirectory.allPaths() {
            do throws(StatisticsError) {
                look(in: try StatisticsDirectory(path, owner: owner), of: owner)
            } catch {
                if !error.isAbsence { problems.append(VisibleText.of("\(error)")) }
            }
        }
        samples.sort {
            ($0.user, $0.reading.description.hostProcess, $0.page)
                < ($1.user, $1.reading.description.hostProcess, $1.page)
        }
    }

    private mutating func look(in directory: borrowing StatisticsDirectory, of user: UInt32) {
        for name in directory.pageNames() {
            let page = "\(directory.path)/\(name)"
            switch directory.look(at: name) {
            case nil: break
            case .leftOver: directory.remove(name)
            case .unreadable(let error): problems.append(VisibleText.of("\(page): \(error)"))
            case .live(let reading):
                samples.append(
                    Sample(
                        page: page,
                        user: user,
                        reading: reading,
                        usage: MonitorUsage(reading.description),
                        instant: .now
                    )
                )
            }
        }
    }
}
