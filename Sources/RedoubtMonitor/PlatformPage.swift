internal import CRedoubtABI
internal import CRedoubtSystem
internal import RedoubtABI
internal import RedoubtControl

/// Fills the page that tells an enclave what it runs on.
enum PlatformPage {
    static func make(
        level: IsolationLevel,
        mode: PlatformMode,
        spinLimit: UInt32,
        channels: ChannelLayout,
        threadCount: Int
    ) throws(BackendError) -> [UInt8] {
        var page = redoubt_platform()
        page.abi_version = UInt32(REDOUBT_ABI_VERSION)
        page.isolation = UInt32(level.backend.rawValue)
        page.memory = UInt32(level.memory.rawValue)
        page.thread_count = UInt32(threadCount)
        page.channel_stride_bytes = UInt64(channels.strideBytes)
        page.area_size_bytes = UInt32(channels.areaBytes)
        page.spin_limit = spinLimit
        page.mode = UInt32(mode.rawValue)
        let filled = unsafe withUnsafeMutableBytes(of: &page.seed) { seed in
            guard let start = seed.baseAddress else { return false }
            return unsafe redoubt_system_random(start, seed.count) == 0
        }
        guard filled else { throw .failed("getrandom gave no seed for the enclave") }
        var bytes = unsafe withUnsafeBytes(of: page) { unsafe [UInt8]($0) }
        bytes += [UInt8](repeating: 0, count: Int(AddressSpace.pageSizeBytes) - bytes.count)
        return bytes
    }
}
