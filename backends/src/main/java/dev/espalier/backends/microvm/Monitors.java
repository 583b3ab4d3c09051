package dev.espalier.backends.microvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.Requirement;

/**
 * The programs of one monitor that machines are run by, each of which is asked for its version once.
 *
 * @param <V> a version
 */
public final class Monitors<V> {
    private final String project;
    private final String name;
    private final OptionKey<Path> option;
    private final Function<String, Optional<V>> parser;
    private final Map<Path, Optional<V>> versions = new ConcurrentHashMap<>();

    /**
     * @param project who makes it
     * @param name    what its programs are called
     * @param option  by which a machine names one
     * @param parser  finds the version in what a program says of it; empty for what is no such monitor
     */
    public Monitors(String project, String name, OptionKey<Path> option, Function<String, Optional<V>> parser) {
        this.project = project;
        this.name = name;
        this.option = option;
        this.parser = parser;
    }

    /**
     * What machines lack.
     *
     * @param ofVersion what one lacks where there is a program of that version
     */
    public List<Requirement> missing(HostDevices host, List<MachineSpec> machines,
            BiFunction<MachineSpec, V, List<Requirement>> ofVersion) {
        var missing = new ArrayList<>(
                host.missing(project, machines.stream().anyMatch(machine -> !machine.nics().isEmpty())));
        machines.stream()
                .flatMap(machine -> missing(machine, version -> ofVersion.apply(machine, version)).stream())
                .distinct()
                .forEach(missing::add);
        return missing;
    }

    private List<Requirement> missing(MachineSpec machine, Function<V, List<Requirement>> ofVersion) {
        var program = find(machine);
        if (program.isEmpty()) {
            return List.of(MonitorProgram.missing(named(machine), name, project, option.name()));
        }
        return version(program.get()).map(ofVersion).orElseGet(() -> List.of(program.get().missing(project)));
    }

    /** Empty if there is no program, or one of something else. */
    public Optional<V> version(MachineSpec machine) {
        return find(machine).flatMap(this::version);
    }

    /** That of a machine that lacks nothing. */
    public V versionOf(MachineSpec machine) {
        return version(machine)
                .orElseThrow(() -> new IllegalStateException("no " + project + ": " + programOf(machine)));
    }

    /** That of a machine that lacks nothing. */
    public MonitorProgram programOf(MachineSpec machine) {
        return find(machine).orElseThrow(() -> new IllegalStateException("there is no " + project));
    }

    private Optional<MonitorProgram> find(MachineSpec machine) {
        return MonitorProgram.find(named(machine), name);
    }

    private Optional<Path> named(MachineSpec machine) {
        return machine.options().get(option);
    }

    private Optional<V> version(MonitorProgram program) {
        return versions.computeIfAbsent(program.path(), path -> program.version().flatMap(parser));
    }
}
