package dev.espalier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.MachineImage;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.report.LogLevel;

/** Makes sure that this host has all that machines take, and builds the images that are not there yet. */
record Provisioning(Backends backends, ClusterSettings settings, Announcer announcer) {

    HostCheck host(ClusterPlan plan, List<NodeSpec> nodes) {
        return new HostCheck(plan, nodes, backends, settings.images());
    }

    /**
     * The machines that were looked at, ready to be started.
     *
     * @throws dev.espalier.error.HostNotReady before anything is built, with everything that this host lacks
     */
    List<PlannedMachine> machines(HostCheck host) throws InterruptedException {
        host.require();
        var images = images(host);
        host.notices().forEach(notice -> announcer.log(LogLevel.WARNING, notice));
        var machines = new ArrayList<PlannedMachine>();
        for (var node : host.nodes()) {
            var machine = new PlannedMachine(host.plan().machine(node, Optional.ofNullable(images.get(node.image()))),
                    host.backend(node), node.restart());
            announcer.described(machine.name(), MachineFacts.of(node, machine));
            machines.add(machine);
        }
        return machines;
    }

    private Map<ImageSpec, MachineImage> images(HostCheck host) throws InterruptedException {
        var images = new LinkedHashMap<ImageSpec, MachineImage>();
        for (var spec : host.images()) {
            images.put(spec, switch (spec) {
                case ImageSpec.Built built -> settings.images().get(built, new AnnouncedImage(settings));
                case ImageSpec.Files(var files) -> files;
            });
        }
        return images;
    }
}
