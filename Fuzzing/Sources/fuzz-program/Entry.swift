import FuzzTargets
import Mutation

/// The header from its type on, and one, two and four program headers.
private let fields = [16..<64, 64..<120, 64..<176, 64..<288]

/// What libFuzzer calls with each input.
@c(LLVMFuzzerTestOneInput)
public func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer's bytes are there, and do not change, until this returns.
    _ = ProgramTarget.run(unsafe [UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// What libFuzzer calls to make a new input from one that it has.
@c(LLVMFuzzerCustomMutator)
public func changeInput(
    _ start: UnsafeMutablePointer<UInt8>,
    _ count: Int,
    _ limit: Int,
    _ seed: CUnsignedInt
) -> Int {
    // SAFETY: libFuzzer gives as much room as the limit.
    unsafe FieldMutation.change(start, count: count, limit: limit, seed: seed, fields: fields)
}
