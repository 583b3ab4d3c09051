package dev.espalier.backends.microvm;

import java.util.List;

import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;

/** What the machines of all monitors understand beyond the settings that every machine has. */
public final class MicroVmOptions {
    public static final OptionKey<List<String>> KERNEL_PARAMETERS = new OptionKey<>("kernel_parameters",
            new OptionType.TextList(), "added to the end of the guest kernel's command line");
    public static final OptionKey<Integer> BALLOON_MIB = new OptionKey<>("balloon_mib",
            new OptionType.WholeNumber(0, 1 << 20),
            "how many MiB of its memory the guest gives back; there is no balloon unless given");
    public static final OptionKey<Integer> DISK_RATE = new OptionKey<>("disk_mib_per_second",
            new OptionType.WholeNumber(1, 1 << 20),
            "how much of its disk the guest may read and write; unlimited unless given");
    public static final OptionKey<Integer> NETWORK_RATE = new OptionKey<>("network_mib_per_second",
            new OptionType.WholeNumber(1, 1 << 20),
            "how much the guest may send by each interface, and how much receive; unlimited unless given");

    private MicroVmOptions() {}
}
