package dev.espalier.backends.firecracker;

/** What not every Firecracker has: one that does not know a field or an argument refuses all that came with it. */
enum Feature {
    /** All that a machine of any kind takes. */
    API(1, 0),
    /** Snapshots whose memory is named with the kind of its keeper. */
    MEMORY_BACKEND(1, 1),
    /** Metadata for guests that ask for a token first. */
    METADATA(1, 1),
    /** Counts of what it does, in a file that an argument names. */
    METRICS_FILE(1, 2),
    /** Random numbers of the host's for the guest. */
    ENTROPY(1, 4),
    /** Memory of pages of 2 MiB. */
    HUGE_PAGES(1, 7),
    /** Snapshots that go on with network interfaces of other names. */
    OTHER_TAPS(1, 12),
    /** Devices on a PCI bus. */
    PCI(1, 13),
    /** Files that are memory of the guest's. */
    PMEM(1, 14),
    /** Memory of such pages as the host's kernel finds. */
    TRANSPARENT_HUGE_PAGES(1, 17),
    /** Kernels as distributions have them, where others have to be uncompressed ELF files. */
    BZIMAGE(1, 17);

    private final int major;
    private final int minor;

    Feature(int major, int minor) {
        this.major = major;
        this.minor = minor;
    }

    /** The first that has it. */
    FirecrackerVersion since() {
        return new FirecrackerVersion(major, minor);
    }
}
