package dev.espalier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.MachineImage;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.error.HostNotReady;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.namespace.NamespaceException;

/**
 * What machines want of this host.
 *
 * @param nodes those of the plan that are looked at
 */
record HostCheck(ClusterPlan plan, List<NodeSpec> nodes, Backends backends, ImageCache cache) {

    Backend backend(NodeSpec node) {
        return backends.get(node.backend());
    }

    /** @throws HostNotReady with everything that is missing, if anything is */
    void require() {
        var missing = new ArrayList<Requirement>(ofBackends(Backend::missing));
        images().forEach(image -> missing.addAll(missing(image)));
        missingNamespaces().ifPresent(missing::add);
        if (!missing.isEmpty()) {
            throw new HostNotReady(missing.stream().distinct().toList());
        }
    }

    private List<Requirement> missing(ImageSpec image) {
        return switch (image) {
            case ImageSpec.Built built -> cache.missing(built);
            case ImageSpec.Files(var files) -> files.unreadable()
                    .stream()
                    .map(file -> new Requirement(file + " cannot be read",
                            "correct the image's path, or make it readable"))
                    .toList();
        };
    }

    /** What a person should know about how the machines will run. */
    List<String> notices() {
        return ofBackends(Backend::notices);
    }

    /** Why machines will be emulated, one sentence for each backend that would rather not. */
    List<String> emulations() {
        return ofBackends((backend, machines) -> backend.emulation(machines).stream().toList());
    }

    /** Every image that is booted. */
    List<ImageSpec> images() {
        return nodes.stream()
                .filter(node -> backend(node).imageUse(node.options()) == ImageUse.BOOTS_AN_IMAGE)
                .map(NodeSpec::image)
                .distinct()
                .toList();
    }

    private <T> List<T> ofBackends(BiFunction<Backend, List<MachineSpec>, List<T>> question) {
        Map<String, List<MachineSpec>> machines = nodes.stream()
                .collect(Collectors.groupingBy(
                        NodeSpec::backend,
                        Collectors.mapping(node -> plan.machine(node, known(node.image())), Collectors.toList())));
        return machines.entrySet()
                .stream()
                .flatMap(entry -> question.apply(backends.get(entry.getKey()), entry.getValue()).stream())
                .toList();
    }

    /** An image that need not be built. */
    private static Optional<MachineImage> known(ImageSpec image) {
        return switch (image) {
            case ImageSpec.Built built -> Optional.empty();
            case ImageSpec.Files(var files) -> Optional.of(files);
        };
    }

    /** What keeps this user from making a cluster's namespaces, found out by making them. */
    static Optional<Requirement> missingNamespaces() {
        try {
            Keeper.tryOut(Isolation.forMachines());
            return Optional.empty();
        } catch (NamespaceException e) {
            return Optional.of(new Requirement("namespaces cannot be made: " + e.getMessage(),
                    "run as root, or allow user namespaces: sysctl user.max_user_namespaces and, on Debian,"
                            + " kernel.unprivileged_userns_clone=1"));
        }
    }
}
