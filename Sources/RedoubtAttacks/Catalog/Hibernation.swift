/// Asks whether the kernel would write all of the machine's memory to disk now: what root could then read there.
///
/// It does not put the machine to sleep.
struct Hibernation: Attack {
    let name = "hibernation"
    let aim = Aim.reading
    /// Nobody else may put the machine to sleep.
    let attackers = [Attacker.root]

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        // The kernel takes "disk" off the list as long as anybody has secret memory.
        let states = ProcessFiles.text("/sys/power/state").split(whereSeparator: \.isWhitespace)
        if states.contains("disk") { return .found("the machine may hibernate") }
        return target.isControl
            ? .impossible("the machine does not hibernate, whether an enclave runs or not")
            : .nothing("the machine may not hibernate while the enclave runs")
    }
}
