internal import RedoubtControl

/// Finds out where in an enclave's source a fault happened, with programs of the Swift toolchain.
struct FaultLocator: Sendable {
    let symbols: SymbolFile
    /// How long it may take in all.
    var timeout = Duration.seconds(5)
    /// Finds a program of the toolchain by its name.
    var find: @Sendable (String) -> String? = { name in ToolchainProgram.find(name) }

    /// The fault, with its place in the source, or with the reason why that is not known.
    ///
    /// Blocks the thread, for the time given at most. A fault without an instruction, as of every enclave
    /// that is not a debug one, stays as it is.
    func locate(_ fault: StopReason.Fault) -> StopReason.Fault {
        guard let instruction = fault.instruction else { return fault }
        var located = fault
        do throws(SymbolFile.Problem) {
            located.location = try location(of: instruction)
        } catch {
            located.location = .unknown(error.text)
        }
        return located
    }

    private func location(
        of instruction: UInt64
    ) throws(SymbolFile.Problem) -> StopReason.Fault.Location {
        let deadline = ContinuousClock.now + timeout
        guard let symbolizer = find("llvm-symbolizer") else {
            throw .init(
                text: "llvm-symbolizer is not on the host's PATH: put a Swift toolchain there"
            )
        }
        try symbols.check(for: instruction)
        let text: String
        do throws(SystemError) {
            text = try ToolchainOutput.of(
                symbolizer,
                [
                    "--obj=\(symbols.path)", "--inlines", "--no-demangle",
                    "0x\(String(instruction, radix: 16))",
                ],
                until: deadline
            )
        } catch {
            throw .init(text: "\(error): run \(symbolizer) by hand to see why")
        }
        let output = SymbolizerOutput(text)
        guard !output.frames.isEmpty else {
            throw .init(text: "\(symbols.path) names no function at the instruction")
        }
        // The segments of a symbol file are checked, and what it says of them is not.
        let frames = SwiftNames(find: find).demangled(output.frames, until: deadline)
        return .found(
            reason: output.reason.map { VisibleText.of($0) },
            frames: frames.map { frame in
                .init(
                    function: VisibleText.of(frame.function),
                    file: frame.file.map { VisibleText.of($0) },
                    line: frame.line
                )
            }
        )
    }
}
