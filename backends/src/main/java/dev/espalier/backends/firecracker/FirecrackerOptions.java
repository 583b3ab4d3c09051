package dev.espalier.backends.firecracker;

import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.microvm.MicroVmOptions;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;

/** What Firecracker's machines understand beyond the settings that every machine has. */
public final class FirecrackerOptions {
    public static final OptionKey<Path> PROGRAM = new OptionKey<>("program", new OptionType.FilePath(),
            "the Firecracker that runs the machine; firecracker on the PATH unless given");
    public static final OptionKey<List<String>> KERNEL_PARAMETERS = MicroVmOptions.KERNEL_PARAMETERS;
    public static final OptionKey<String> IO_ENGINE = new OptionKey<>("io_engine",
            new OptionType.Choice(List.of("sync", "async")),
            "how the disk's file is read and written; sync unless given, async takes io_uring");
    public static final OptionKey<String> HUGE_PAGES = new OptionKey<>("huge_pages",
            new OptionType.Choice(List.of("none", "transparent", "2m")),
            "the pages of this host that the guest's memory is made of; 2m takes a pool of them, and none is the default");
    public static final OptionKey<Integer> BALLOON_MIB = MicroVmOptions.BALLOON_MIB;
    public static final OptionKey<Boolean> PCI = new OptionKey<>("pci", new OptionType.Flag(),
            "whether devices are on a PCI bus; on MMIO unless it is true");
    public static final OptionKey<Integer> DISK_RATE = MicroVmOptions.DISK_RATE;
    public static final OptionKey<Integer> NETWORK_RATE = MicroVmOptions.NETWORK_RATE;

    public static final OptionKey<Path> METADATA = new OptionKey<>("mmds", new OptionType.FilePath(),
            "a file with a JSON object that the guest may read at 169.254.169.254, by version 2 of Firecracker's metadata"
                    + " service; there is no such service unless given");
    public static final OptionKey<Path> PMEM = new OptionKey<>("pmem", new OptionType.FilePath(),
            "a file that the guest has as /dev/pmem0, for reading; there is none unless given");

    public static final OptionKey<Path> JAILER = new OptionKey<>("jailer", new OptionType.FilePath(),
            "the jailer of Firecracker's release, which lets it see nothing of this host but one directory, as a user of its"
                    + " own; takes root, and a run directory that may hold devices. Firecracker is not confined unless given");
    public static final OptionKey<Integer> JAIL_USER = new OptionKey<>("jail_user",
            new OptionType.WholeNumber(1, Integer.MAX_VALUE),
            "the number of the user and group that a jailed Firecracker runs as; one that nobody else is unless given");
    public static final OptionKey<Integer> HOST_MEMORY_MIB = new OptionKey<>("host_memory_mib",
            new OptionType.WholeNumber(32, 1 << 22),
            "how much memory Firecracker may take of this host in all, with its guest's; unlimited unless given");

    static final List<OptionKey<?>> ALL = List.of(PROGRAM, KERNEL_PARAMETERS, IO_ENGINE, HUGE_PAGES, BALLOON_MIB, PCI,
            DISK_RATE, NETWORK_RATE, METADATA, PMEM, JAILER, JAIL_USER, HOST_MEMORY_MIB);

    private FirecrackerOptions() {}
}
