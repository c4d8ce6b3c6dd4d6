/// All attacks, in the order of the table.
enum AttackCatalog {
    static let all: [any Attack] = [
        ProcessMemory(), VirtualMemoryReading(), DebuggerPeek(), DescriptorReopening(),
        DescriptorTheft(), MappedFiles(), ProcessInformation(), DebuggerRegisters(),
        ProcessMemoryWriting(), VirtualMemoryWriting(), DebuggerPoke(),
    ]

    static func attack(named name: String) -> (any Attack)? { all.first { $0.name == name } }
}
