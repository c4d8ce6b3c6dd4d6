/// All attacks, in the order of the table.
enum AttackCatalog {
    static let all: [any Attack] = [
        // Reading.
        ProcessMemory(), VirtualMemoryReading(), DebuggerPeek(), DescriptorReopening(),
        DescriptorTheft(), MappedFiles(), StolenPrivateMemory(), FaultHandling(),
        ProcessInformation(), CoreFiles(), DebuggerCore(part: .memory), PagingOut(), Hibernation(),
        DevelopmentRootTheft(),
        ForkedHost(), HostileChannel(),
        // Taking control.
        DebuggerRegisters(), DebuggerCore(part: .registers), Sampling(sampled: .registers),
        Sampling(sampled: .stack), StolenMachine(), StolenProcessor(), InjectedCall(),
        ProcessMemoryWriting(),
        VirtualMemoryWriting(), DebuggerPoke(),
        // Another program.
        PlantedLibrary(variable: .preload), PlantedLibrary(variable: .libraryPath), ReplacedImage(),
        ReplacedMonitor(),
        // Stress.
        Signals(), Exhaustion(resource: .descriptors), Exhaustion(resource: .disk),
        Exhaustion(resource: .memory),
    ]

    static func attack(named name: String) -> (any Attack)? { all.first { $0.name == name } }
}
