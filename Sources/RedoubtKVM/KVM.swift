internal import CRedoubtKVM
internal import Glibc

/// The kernel's virtual machine monitor: `/dev/kvm`.
public struct KVM: ~Copyable, Sendable {
    let descriptor: Int32

    /// Opens KVM.
    ///
    /// - Throws: ``KVMError`` with `ENOENT` if the machine has none, `EACCES` if the user may not use it,
    ///   `ENOTTY` or no errno if the path is something else.
    public init(path: String = "/dev/kvm") throws(KVMError) {
        let opened = try unsafe check("open \(path)", redoubt_kvm_open(path))
        let version = redoubt_kvm_api_version(opened)
        guard version == REDOUBT_KVM_API_VERSION else {
            close(opened)
            throw KVMError(operation: "KVM_GET_API_VERSION of \(path)", errno: max(-version, 0))
        }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Makes a virtual machine without memory and processors.
    ///
    /// `KVM_CREATE_VM`.
    public borrowing func makeVirtualMachine() throws(KVMError) -> VirtualMachine {
        let machine = try check("KVM_CREATE_VM", redoubt_kvm_create_vm(descriptor))
        return VirtualMachine(descriptor: machine, kvm: descriptor)
    }
}
