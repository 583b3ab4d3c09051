package dev.espalier.bench.microvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs that somebody has brought for the contracts. */
record Monitors(Optional<Path> firecracker, Optional<Path> jailer, Optional<Path> cloudHypervisor) {

    private record Place(String option, String variable, Optional<Path> program) {

        Optional<Monitor> taken() {
            return program.map(path -> new Monitor(option, variable, path));
        }

        String empty() {
            return option + " is missing: take a release of its project and name its program, or --rehearse without";
        }
    }

    private Stream<Place> places() {
        return Stream.of(new Place("--firecracker", "ESPALIER_FIRECRACKER", firecracker),
                new Place("--jailer", "ESPALIER_JAILER", jailer),
                new Place("--cloud-hypervisor", "ESPALIER_CLOUD_HYPERVISOR", cloudHypervisor));
    }

    List<Monitor> named() {
        return places().flatMap(place -> place.taken().stream()).toList();
    }

    /** What is named and of no use, for a person. */
    List<String> useless() {
        return named().stream().flatMap(monitor -> monitor.trouble().stream()).toList();
    }

    /** What is not named, or is of no use, for a person. */
    List<String> lacking() {
        var all = new ArrayList<>(places().filter(place -> place.program().isEmpty()).map(Place::empty).toList());
        all.addAll(useless());
        return all;
    }

    /** How tests are told of them. */
    Map<String, String> environment(Function<Monitor, String> path) {
        return named().stream().collect(Collectors.toMap(Monitor::variable, path));
    }
}
