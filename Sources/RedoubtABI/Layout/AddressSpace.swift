internal import CRedoubtABI

/// Where things are in an enclave's address space, whichever backend seals it.
public enum AddressSpace {
    /// Bytes in a page.
    public static let pageSizeBytes = UInt64(REDOUBT_PAGE_SIZE)
    /// The gate through which an enclave leaves.
    public static let gate = UInt64(REDOUBT_GATE_ADDRESS)
    /// The page that the monitor fills.
    public static let platform = UInt64(REDOUBT_PLATFORM_ADDRESS)
    /// A page of the backend's own.
    public static let backend = UInt64(REDOUBT_BACKEND_ADDRESS)
    /// The pages that the monitor hands the enclave its keys in.
    public static let keys = UInt64(REDOUBT_KEYS_ADDRESS)
    /// Bytes of these pages.
    public static let keysSizeBytes = UInt64(REDOUBT_KEYS_PAGES) * pageSizeBytes
    /// The first channel.
    public static let channels = UInt64(REDOUBT_CHANNEL_ADDRESS)
    /// The enclave's own range.
    public static let enclave = UInt64(REDOUBT_ENCLAVE_ADDRESS)
}
