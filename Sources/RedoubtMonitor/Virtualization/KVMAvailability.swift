internal import Glibc
internal import RedoubtKVM

/// Says why virtualization cannot be had, and what to do about it.
enum KVMAvailability {
    /// Opens KVM, or says why not.
    static func open(path: String = "/dev/kvm") throws(BackendError) -> KVM {
        do throws(KVMError) {
            return try KVM(path: path)
        } catch {
            throw .unavailable(explain(error, path: path))
        }
    }

    /// Makes a machine, or says why there can be none: another hypervisor may have the processor.
    static func makeMachine(_ kvm: borrowing KVM) throws(BackendError) -> VirtualMachine {
        do throws(KVMError) {
            return try kvm.makeVirtualMachine()
        } catch {
            switch error.errno {
            case EBUSY, ENODEV, EOPNOTSUPP, EPERM:
                throw .unavailable(explain(error, path: "/dev/kvm"))
            default: throw .failed(error.description)
            }
        }
    }

    /// Checks that a machine can have memory that keeps the host out.
    static func checkPrivateMemory(of machine: borrowing VirtualMachine) throws(BackendError) {
        guard machine.hasPrivateMemory else {
            throw .unavailable(
                "the kernel has no guest_memfd that keeps the host out: Linux 6.18 or later has it"
            )
        }
    }

    private static func explain(_ error: KVMError, path: String) -> String {
        switch error.errno {
        case ENOENT:
            "\(path) does not exist: enable virtualization in the firmware and load kvm_intel or kvm_amd, "
                + "or choose a machine type with nested virtualization"
        case EACCES, EPERM:
            "no permission to use \(path): add the user to the group kvm "
                + "(sudo usermod -aG kvm $USER) and log in again"
        case ENODEV, ENXIO, EOPNOTSUPP:
            "\(path) has no driver behind it: load kvm_intel or kvm_amd"
        case EBUSY:
            "another program has taken the processor's virtualization: stop it"
        case ENOTTY, EINVAL, 0:
            "\(path) is not KVM (\(error))"
        default:
            "\(error)"
        }
    }
}
