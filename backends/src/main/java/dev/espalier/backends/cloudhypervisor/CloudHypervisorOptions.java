package dev.espalier.backends.cloudhypervisor;

import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.microvm.MicroVmOptions;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;

/** What Cloud Hypervisor's machines understand beyond the settings that every machine has. */
public final class CloudHypervisorOptions {
    public static final OptionKey<Path> PROGRAM = new OptionKey<>("program", new OptionType.FilePath(),
            "the Cloud Hypervisor that runs the machine; cloud-hypervisor on the PATH unless given");
    public static final OptionKey<List<String>> KERNEL_PARAMETERS = MicroVmOptions.KERNEL_PARAMETERS;
    public static final OptionKey<Integer> MAX_CPUS = new OptionKey<>("max_cpus", new OptionType.WholeNumber(1, 254),
            "how many processors the machine may be given while it runs; as many as it starts with unless given");
    public static final OptionKey<Integer> MAX_MEMORY_MIB = new OptionKey<>("max_memory_mib",
            new OptionType.WholeNumber(1, 1 << 22),
            "how much memory the machine may be given while it runs; as much as it starts with unless given");
    public static final OptionKey<String> HUGE_PAGES = new OptionKey<>("huge_pages",
            new OptionType.Choice(List.of("none", "2m", "1g")),
            "the pages of this host that the guest's memory is made of; 2m and 1g take a pool of them, and none is the default");
    public static final OptionKey<Integer> BALLOON_MIB = MicroVmOptions.BALLOON_MIB;
    public static final OptionKey<Integer> DISK_RATE = MicroVmOptions.DISK_RATE;
    public static final OptionKey<Integer> NETWORK_RATE = MicroVmOptions.NETWORK_RATE;
    public static final OptionKey<Boolean> LANDLOCK = new OptionKey<>("landlock", new OptionType.Flag(),
            "whether this host's kernel keeps Cloud Hypervisor from all files but the machine's own; not unless it is true");

    static final List<OptionKey<?>> ALL = List.of(PROGRAM, KERNEL_PARAMETERS, MAX_CPUS, MAX_MEMORY_MIB, HUGE_PAGES,
            BALLOON_MIB, DISK_RATE, NETWORK_RATE, LANDLOCK);

    private CloudHypervisorOptions() {}
}
