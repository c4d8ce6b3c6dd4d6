internal import CRedoubtABI

/// A thread's control structure (TCS): where the thread enters, and with which FS base.
///
/// Source: Intel SDM vol. 3D, 35.8, "Thread Control Structure".
public struct ThreadControl: Equatable, Sendable {
    /// Where the thread enters, in bytes from the base: OENTRY.
    public let entryOffset: Int
    /// Where its save area is, in bytes from the base: OSSA.
    public let saveAreaOffset: Int
    /// Where its data is, in bytes from the base: OFSBASE and OGSBASE.
    public let threadDataOffset: Int

    init(entryOffset: Int, saveAreaOffset: Int, threadDataOffset: Int) {
        self.entryOffset = entryOffset
        self.saveAreaOffset = saveAreaOffset
        self.threadDataOffset = threadDataOffset
    }

    /// Reads the control structure that a page starts with.
    ///
    /// Its fields may be anything until the page was measured and found to be the image's.
    ///
    /// - Precondition: the page is whole.
    public init(page: [UInt8]) {
        precondition(page.count >= MemoryLayout<redoubt_tcs>.size)
        // SAFETY: the precondition; every pattern of bits is a value of the structure, which has no pointers.
        let control = unsafe page.withUnsafeBytes { unsafe $0.loadUnaligned(as: redoubt_tcs.self) }
        entryOffset = Int(truncatingIfNeeded: control.oentry)
        saveAreaOffset = Int(truncatingIfNeeded: control.ossa)
        threadDataOffset = Int(truncatingIfNeeded: control.ofsbase)
    }

    /// The page that starts with it.
    var page: [UInt8] {
        EnclaveLayout.page(
            startingWith: redoubt_tcs(
                stage: 0,
                flags: 0,
                ossa: UInt64(saveAreaOffset),
                cssa: 0,
                nssa: UInt32(EnclaveLayout.saveAreaFrames),
                oentry: UInt64(entryOffset),
                aep: 0,
                ofsbase: UInt64(threadDataOffset),
                ogsbase: UInt64(threadDataOffset),
                fslimit: .max,
                gslimit: .max
            )
        )
    }
}
