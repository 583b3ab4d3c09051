package dev.espalier.backends.cloudhypervisor;

/** What not every Cloud Hypervisor has: one that does not know a field ignores it, and says nothing. */
enum Feature {
    /** All that a machine of any kind takes, up to a device by which the guest tells of its panic. */
    API(34),
    /** Kernels as distributions have them, where others have to be uncompressed ELF files. */
    BZIMAGE(39),
    /** That the monitor can be confined to its machine's files. */
    LANDLOCK(41),
    /** Interfaces that are used as they are, where others are given an address on this host. */
    BARE_INTERFACES(49),
    /** That it is said what is in a disk's file, where others guess. */
    IMAGE_TYPE(52),
    /** Snapshots whose guests know that their vsock connections have ended. */
    SNAPSHOTS(52);

    private final int major;

    Feature(int major) {
        this.major = major;
    }

    /** The first that has it. */
    CloudHypervisorVersion since() {
        return new CloudHypervisorVersion(major);
    }
}
