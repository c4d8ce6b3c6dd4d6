internal import CRedoubtAttacks
internal import Glibc

extension MemorySearch {
    private static let fileLimitBytes = 4 << 20

    /// Searches what a descriptor gives: by reading, and by mapping.
    ///
    /// Closes it. One that would take something away from its owner, as a socket, gives nothing either way.
    mutating func search(descriptor: Int32, _ place: String) {
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return fail(errno) }
        guard status.st_mode & S_IFMT != S_IFIFO else { return }
        var bytes = [UInt8](repeating: 0, count: size(of: descriptor, status))
        let read = unsafe pread(descriptor, &bytes, bytes.count, 0)
        if read > 0 { examine(Array(bytes.prefix(read)), place) } else { fail(errno) }
        let mapped = unsafe redoubt_attacks_read_mapping(descriptor, &bytes, bytes.count)
        if mapped > 0 { examine(Array(bytes.prefix(mapped)), "\(place), mapped") }
    }

    private func size(of descriptor: Int32, _ status: stat) -> Int {
        let page = 4096
        // What has no size of its own, such as a virtual processor, may still be mapped.
        let size = status.st_size > 0 ? Int(status.st_size) : page
        return min((size + page - 1) / page * page, Self.fileLimitBytes)
    }
}
