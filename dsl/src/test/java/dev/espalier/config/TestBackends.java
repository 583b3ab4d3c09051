package dev.espalier.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;

/** Three backends with every type of option between them. */
final class TestBackends implements BackendCatalog {
    static final OptionKey<String> MACHINE_TYPE = new OptionKey<>("machine_type",
            new OptionType.Choice(List.of("q35", "pc", "microvm")), "the kind of board");
    static final OptionKey<List<String>> ARGUMENTS = new OptionKey<>("arguments", new OptionType.TextList(),
            "more arguments");
    static final OptionKey<Path> FIRMWARE = new OptionKey<>("firmware", new OptionType.FilePath(), "a UEFI image");
    static final OptionKey<Path> START_SCRIPT = new OptionKey<>("start_script", new OptionType.FilePath(),
            "a program that starts the machine");
    static final OptionKey<Boolean> HUGE_PAGES = new OptionKey<>("huge_pages", new OptionType.Flag(),
            "memory in huge pages");
    static final OptionKey<Integer> QUEUES = new OptionKey<>("queues", new OptionType.WholeNumber(1, 8),
            "queues of a network card");
    static final OptionKey<String> CPU_TEMPLATE = new OptionKey<>("cpu_template", new OptionType.Text(), "a CPU model");

    private static final Map<String, List<OptionKey<?>>> OPTIONS = Map.of("qemu",
            List.of(MACHINE_TYPE, ARGUMENTS, FIRMWARE, START_SCRIPT), "firecracker",
            List.of(HUGE_PAGES, QUEUES, CPU_TEMPLATE), "nspawn", List.of(START_SCRIPT));

    @Override
    public Set<String> names() {
        return OPTIONS.keySet();
    }

    @Override
    public List<OptionKey<?>> options(String backend) {
        return OPTIONS.getOrDefault(backend, List.of());
    }
}
