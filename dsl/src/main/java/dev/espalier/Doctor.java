package dev.espalier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.Requirement;

/** Looks at this host by trying what clusters need. */
public final class Doctor {

    /**
     * What was found out about one thing.
     *
     * @param part    what it is for
     * @param subject such as {@code backend qemu}
     * @param notices what a person should know though nothing is missing
     */
    public record Finding(Part part, String subject, List<Requirement> missing, List<String> notices) {
        public boolean isReady() {
            return missing.isEmpty();
        }
    }

    /** What a finding is for: every cluster, one backend's machines, or machines that boot images of ours. */
    public enum Part {
        CLUSTERS,
        BACKEND,
        IMAGES
    }

    private Doctor() {}

    /** Examines namespaces, each backend, and the building of images. */
    public static List<Finding> examine() {
        return examine(List.copyOf(Backends.installed().names()));
    }

    /**
     * Examines namespaces, some backends, and the building of images.
     *
     * @param backends their names
     * @throws IllegalArgumentException if there is none of such a name; the message lists those there are
     */
    public static List<Finding> examine(List<String> backends) {
        var findings = new ArrayList<Finding>();
        findings.add(new Finding(Part.CLUSTERS, "namespaces", HostCheck.missingNamespaces().stream().toList(),
                List.of()));
        backends.stream().map(Backends.installed()::get).map(Doctor::examine).forEach(findings::add);
        var cache = ImageCache.ofUser();
        findings.add(new Finding(Part.IMAGES, "tiny images", cache.missing(new ImageSpec.Tiny()), List.of()));
        findings.add(new Finding(Part.IMAGES, "Debian images", cache.missing(new ImageSpec.Debian(List.of())),
                List.of()));
        return findings;
    }

    private static Finding examine(Backend backend) {
        var machines = patients(backend);
        var missing = backend.missing(machines);
        return new Finding(Part.BACKEND, "backend " + backend.name(), missing,
                missing.isEmpty() ? notices(backend, machines) : List.of());
    }

    private static List<String> notices(Backend backend, List<MachineSpec> machines) {
        var lacks = backend.missingForSome()
                .entrySet()
                .stream()
                .map(some -> some.getValue().what() + ", which " + some.getKey() + " need: "
                        + some.getValue().remedy());
        return Stream.concat(backend.notices(machines).stream(), lacks).toList();
    }

    /**
     * Why this host will emulate processors of a cluster's machines that would rather have its own, in one sentence for each
     * backend; empty if it will not. Found out by running a virtual CPU.
     */
    public static List<String> emulations(ClusterSpec cluster) {
        var plan = new ClusterPlan(cluster.nodes());
        return new HostCheck(plan, plan.nodes(), Backends.installed(), ImageCache.ofUser()).emulations();
    }

    /** A machine as anybody could have it; none where machines are there already, and none can be made up. */
    private static List<MachineSpec> patients(Backend backend) {
        var plan = new ClusterPlan(List.of(patient(backend)));
        return plan.nodes()
                .stream()
                .map(node -> plan.machine(node, Optional.empty()))
                .filter(machine -> backend.capabilities(machine).contains(Power.class))
                .toList();
    }

    private static NodeSpec patient(Backend backend) {
        var patient = NodeSpec.of("patient", new ImageSpec.Tiny()).backend(backend.name());
        return switch (backend.networkUse()) {
            case TAPS, OWN_PORTS -> patient;
            case NONE -> patient.onVlans();
        };
    }
}
