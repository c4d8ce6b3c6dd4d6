internal import Glibc
internal import RedoubtKVM

/// Says why virtualization cannot be had, and what to do about it.
enum KVMAvailability {
    static func explain(_ error: KVMError, path: String = "/dev/kvm") -> String {
        switch error.errno {
        case ENOENT:
            "\(path) does not exist: enable virtualization in the firmware and load kvm_intel or kvm_amd, "
                + "or choose a virtual machine type with nested virtualization"
        case EACCES, EPERM:
            "no permission to use \(path): add the user to the group kvm "
                + "(sudo usermod -aG kvm $USER) and log in again"
        case ENODEV, ENXIO:
            "\(path) has no driver behind it: load kvm_intel or kvm_amd"
        case EBUSY:
            "another program has taken the processor's virtualization: stop it"
        case ENOTTY, 0:
            "\(path) is not KVM: \(error)"
        default:
            "\(error)"
        }
    }
}
