/// The user that workers run as, and what that user needs.
struct WorkerUser: Sendable {
    /// The user to become; nil stays.
    let number: UInt32?
    /// A folder of the user's own: the working folder of all workers of the user.
    let folder: String
    /// What is mounted over `/dev/kvm` for the user; nil leaves it as it is.
    let kvmDevice: String?
    /// A folder that gets a file system of one page; nil where that takes more rights than there are.
    let smallDisk: String?
}
