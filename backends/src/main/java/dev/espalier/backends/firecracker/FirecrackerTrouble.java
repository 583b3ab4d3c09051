package dev.espalier.backends.firecracker;

import dev.espalier.backends.microvm.Trouble;

/** Why Firecracker refuses what it is told, as it says so, and what a person does about it. */
enum FirecrackerTrouble implements Trouble {
    NO_KERNEL("without kernel configuration", "the machine has no kernel",
            "give it an image that has one"),
    KERNEL_MISSING("The kernel file cannot be opened",
            "its kernel cannot be read",
            "see whether the file is there, and readable by whoever runs Espalier"),
    PROCESSORS(
            "The number of vCPUs must be", "it cannot have so many processors",
            "set \"cpus\" to a number up to 32"),
    TOO_LATE(
            "not supported after starting the microVM",
            "that can be set only before a machine starts",
            "start the machine anew"),
    TOO_EARLY("not supported before starting the microVM",
            "that can be done only with a machine that runs",
            "start the machine first"),
    NOT_PAUSED(
            "save/restore unavailable while running",
            "a machine is kept only while it stands still",
            "pause it first"),
    NOT_FRESH(
            "not allowed after configuring boot-specific resources",
            "a snapshot is loaded only by a Firecracker that was told nothing yet",
            "start another for it"),
    OTHER_VERSION(
            "Invalid data version",
            "the snapshot is of another version of Firecracker",
            "use the Firecracker that it was taken by, or take the snapshot anew"),
    NO_ROOM(
            "No space left on device",
            "there is no room for the snapshot",
            "make room where the run's directory or the cache is"),
    MEMORY_MISSING(
            "Failed to load guest memory",
            "the snapshot's memory cannot be loaded",
            "take the snapshot anew"),
    STATE_MISSING(
            "Failed to open snapshot file",
            "the snapshot's state cannot be read",
            "take the snapshot anew"),
    NO_SUCH_INTERFACE(
            "Unknown Network Device",
            "the snapshot is of a machine with other network interfaces",
            "take the snapshot of a machine like this one"),
    STATE_DAMAGED(
            "Failed to load snapshot state from file",
            "the snapshot's state is not whole",
            "take the snapshot anew"),
    DISK(
            "Error manipulating the backing file",
            "its disk cannot be opened",
            "see whether the file is there, and readable by whoever runs Espalier"),
    PMEM(
            "Cannot create pmem device",
            "the file that is to be its memory cannot be used",
            "see whether the file is there, not empty, and readable by whoever runs Espalier"),
    NO_KVM(
            "Error creating KVM object",
            "KVM does not work here",
            "use a host with KVM, and be allowed to use /dev/kvm; another backend, such as qemu, does without"),
    MEMORY(
            "invalid memory configuration or invalid kernel image",
            "its memory cannot be had, or its kernel is not one",
            "with \"huge_pages\": \"2m\" reserve enough of them (sysctl vm.nr_hugepages); else see the kernel's file"),
    CPU_TEMPLATE(
            "Failed to get CPU template",
            "this processor is not one that the template is for",
            "use no template on this host"),
    UNKNOWN_PATH(
            "Invalid request method and/or path",
            "this Firecracker has no such call",
            "use a newer Firecracker, or fewer of the options"),
    TAP(
            "Open tap device failed",
            "the network interface cannot be opened",
            "be allowed to use /dev/net/tun: run as root, or chmod 666 /dev/net/tun"),
    VSOCK_TAKEN(
            "Error binding to the host-side Unix socket",
            "the socket for vsock is there already",
            "see who else uses the machine's directory"),
    JAIL_DEVICES(
            "via mknod inside the jail",
            "the jailer cannot make the jail's devices",
            "run as root with the capability CAP_MKNOD, or use no \"jailer\""),
    UNKNOWN_FIELD(
            "unknown field",
            "this Firecracker does not know all that it was told",
            "use a newer Firecracker, or fewer of the options");

    private final String words;
    private final String meaning;
    private final String remedy;

    FirecrackerTrouble(String words, String meaning, String remedy) {
        this.words = words;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    @Override
    public Diagnosis diagnosis() {
        return new Diagnosis(words, meaning, remedy);
    }
}
