import FuzzTargets

/// What libFuzzer calls with each input.
@c(LLVMFuzzerTestOneInput)
public func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer's bytes are there, and do not change, until this returns.
    _ = DeliveryTarget.report(unsafe [UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
}
