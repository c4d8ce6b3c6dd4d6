public import RedoubtABI
internal import RedoubtKVM

/// Finds out what this machine and this user can have, without launching anything.
public enum IsolationProbe {
    /// Why a level cannot be had, and what to do about it; nil if it can.
    public static func problem(_ level: IsolationLevel) -> String? {
        do throws(BackendError) {
            switch (level.backend, level.memory) {
            case (.virtualization, let memory):
                let kvm = try KVMAvailability.open()
                let machine = try KVMAvailability.makeMachine(kvm)
                if memory == .private { try KVMAvailability.checkPrivateMemory(of: machine) }
            case (.process, .private):
                try SecretMemory.checkAvailability(neededBytes: 1 << 20)
            case (.process, .ordinary):
                break
            }
            return nil
        } catch {
            switch error {
            case .unavailable(let reason), .refusedImage(let reason), .failed(let reason):
                return reason
            }
        }
    }
}
