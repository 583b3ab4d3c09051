package dev.espalier.backends.cloudhypervisor;

import dev.espalier.backends.microvm.Trouble;

/** Why Cloud Hypervisor refuses what it is told, or ends, as it says so, and what a person does about it. */
enum CloudHypervisorTrouble implements Trouble {
    NO_KVM("Failed to open hypervisor interface", "KVM does not work here",
            "use a host with KVM, and be allowed to use /dev/kvm; another backend, such as qemu, does without"),
    NO_HYPERVISOR(
            "no supported hypervisor", "KVM does not work here",
            "use a host with KVM, and be allowed to use /dev/kvm; another backend, such as qemu, does without"),
    SOCKET_TAKEN(
            "Error creation API server's socket", "the socket for its API is there already",
            "see who else uses the machine's directory"),
    SOCKET_IN_USE(
            "already in use by another running instance",
            "the socket for its API is there already",
            "see who else uses the machine's directory"),
    VSOCK_TAKEN(
            "Error binding to the host-side Unix socket",
            "the socket for vsock is there already",
            "see who else uses the machine's directory"),
    NO_BOOT_ITEM(
            "No bootitem provided", "the machine has no kernel",
            "give it an image that has one"),
    KERNEL_MISSING(
            "Cannot open kernel file", "its kernel cannot be read",
            "see whether the file is there, and readable by whoever runs Espalier"),
    INITRAMFS_MISSING(
            "Cannot open initramfs file",
            "its initramfs cannot be read",
            "see whether the file is there, and readable by whoever runs Espalier"),
    KERNEL_REFUSED(
            "Cannot load the kernel into memory",
            "its kernel is none that Cloud Hypervisor boots",
            "give it a bzImage, or an ELF file (vmlinux) that was built with CONFIG_PVH"),
    NO_PVH(
            "Kernel lacks PVH header",
            "its kernel is none that Cloud Hypervisor boots",
            "give it a bzImage, or an ELF file (vmlinux) that was built with CONFIG_PVH"),
    DISK_LOCKED(
            "Another instance likely holds a lock",
            "somebody else has its disk",
            "end the other machine that uses the same file"),
    DISK(
            "Cannot open disk path",
            "its disk cannot be opened",
            "see whether the file is there, and readable by whoever runs Espalier"),
    TAP(
            "Open tap device failed",
            "the network interface cannot be opened",
            "be allowed to use /dev/net/tun: run as root, or chmod 666 /dev/net/tun"),
    LANDLOCK(
            "Failed to apply landlock",
            "this host's kernel cannot confine it",
            "use a kernel with Landlock (6.2 or newer), or no \"landlock\""),
    PROCESSORS(
            "Too many CPUs",
            "it cannot have so many processors",
            "give it fewer \"cpus\" or \"max_cpus\""),
    BALLOON(
            "Balloon size",
            "the balloon is to take all of its memory",
            "give it fewer \"balloon_mib\" than \"memory_mib\""),
    CREATED_ALREADY(
            "VM is already created",
            "it has been told already what machine it is to be",
            "start the machine anew"),
    NOT_CREATED(
            "VM is not created",
            "it has not been told yet what machine it is to be",
            "start the machine first"),
    NO_CONFIGURATION(
            "VM config is missing",
            "it has not been told yet what machine it is to be",
            "start the machine first"),
    NOT_RUNNING(
            "VM is not running",
            "that can be done only with a machine that runs",
            "start the machine first"),
    WRONG_STATE(
            "VM state transition",
            "that cannot be done with a machine as this one is now",
            "see whether it is paused, or goes down"),
    WRONG_TRANSITION(
            "Invalid transition",
            "that cannot be done with a machine as this one is now",
            "see whether it is paused, or goes down"),
    NOT_PAUSED(
            "Trying to snapshot while VM is running",
            "a machine is kept only while it stands still",
            "pause it first"),
    NO_DIRECTORY(
            "Destination is not a directory",
            "the directory of the snapshot is not there",
            "have a directory there"),
    NO_ROOM(
            "No space left on device",
            "there is no room for the snapshot",
            "make room where the run's directory or the cache is"),
    OTHER_PROCESSOR(
            "Error checking cpu feature compatibility",
            "the snapshot is of a machine on another processor",
            "take the snapshot anew"),
    MEMORY_MISSING(
            "Error opening snapshot file",
            "the snapshot's memory cannot be read",
            "take the snapshot anew"),
    MEMORY_DAMAGED(
            "Error copying snapshot into region",
            "the snapshot's memory is not whole",
            "take the snapshot anew"),
    NOT_RECEIVED(
            "Failed to receive migratable component snapshot",
            "the snapshot is not whole, or of another version of Cloud Hypervisor",
            "use the Cloud Hypervisor that it was taken by, or take the snapshot anew"),
    RESIZE_PENDING(
            "pending removed vCPU",
            "the guest has not given up yet what it was asked for",
            "try again when it has"),
    MISFIT(
            "Failed to deserialize JSON",
            "this Cloud Hypervisor expects something else than it was told",
            "use a version that this backend knows"),
    UNKNOWN_CALL(
            "Not Found",
            "this Cloud Hypervisor has no such call",
            "use a newer Cloud Hypervisor"),
    FORBIDDEN_CALL(
            "seccomp violation",
            "it made a system call that its seccomp filter does not allow",
            "use another version of Cloud Hypervisor, or of this host's kernel");

    private final String words;
    private final String meaning;
    private final String remedy;

    CloudHypervisorTrouble(String words, String meaning, String remedy) {
        this.words = words;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    @Override
    public Diagnosis diagnosis() {
        return new Diagnosis(words, meaning, remedy);
    }
}
