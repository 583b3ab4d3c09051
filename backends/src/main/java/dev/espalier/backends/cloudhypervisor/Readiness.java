package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.RootDirectory;
import dev.espalier.backends.microvm.CommonDemands;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Requirement;

/**
 * What a Cloud Hypervisor lacks for what a machine is to be.
 *
 * @param securityModules where this host's kernel says which it runs
 */
record Readiness(Path securityModules) {
    static final Readiness OF_THIS_HOST = new Readiness(Path.of("/sys/kernel/security/lsm"));

    private static final int MOST_PROCESSORS = 254;

    List<Requirement> of(MachineSpec machine, CloudHypervisorVersion version) {
        var missing = new ArrayList<Requirement>();
        if (!version.has(Feature.API)) {
            missing.add(tooOld(machine, Feature.API, version, "tells nothing of a guest's panic", "use a newer one"));
        }
        if (!machine.nics().isEmpty() && !version.has(Feature.BARE_INTERFACES)) {
            missing.add(tooOld(machine, Feature.BARE_INTERFACES, version,
                    "does not leave the network interfaces of " + machine.name() + " as they are", "use a newer one"));
        }
        machine.image().ifPresent(image -> {
            switch (image) {
                case RootDirectory directory -> missing.add(demands(machine).kernelOfDirectory());
                case GuestImage guest -> missing.addAll(of(
                        new CloudHypervisorPlan(machine, guest, version, new MachineFiles(Path.of("")))));
            }
        });
        return missing;
    }

    private List<Requirement> of(CloudHypervisorPlan plan) {
        var missing = new ArrayList<Requirement>();
        var machine = plan.machine();
        if (plan.isConfined()) {
            landlock(machine, plan.version()).ifPresent(missing::add);
        }
        if (plan.mostCpus() < machine.cpus() || machine.cpus() > MOST_PROCESSORS) {
            missing.add(new Requirement(
                    machine.name() + " is to have " + machine.cpus() + " processors, and no more than "
                            + Math.min(plan.mostCpus(), MOST_PROCESSORS),
                    "give it fewer \"cpus\", or more \"max_cpus\""));
        }
        if (plan.mostMemoryMib() < machine.memoryMib()) {
            missing.add(new Requirement(machine.name() + " is to have " + machine.memoryMib()
                    + " MiB of memory, and no more than " + plan.mostMemoryMib(),
                    "give it less \"memory_mib\", or more \"max_memory_mib\""));
        }
        demands(machine).balloon().ifPresent(missing::add);
        demands(machine).commandLine(plan.kernelParameters(), 0).ifPresent(missing::add);
        demands(machine).kernel(plan.image().kernel(), compressed(machine, plan.version())).ifPresent(missing::add);
        return missing;
    }

    private Optional<Requirement> landlock(MachineSpec machine, CloudHypervisorVersion version) {
        if (!version.has(Feature.LANDLOCK)) {
            return Optional.of(tooOld(machine, Feature.LANDLOCK, version, "cannot be confined for " + machine.name(),
                    "use a newer one, or no \"landlock\""));
        }
        return isWithoutLandlock()
                ? Optional
                        .of(new Requirement("this host's kernel has no Landlock, which is to confine " + machine.name(),
                                "use a kernel with Landlock (6.2 or newer), or no \"landlock\""))
                : Optional.empty();
    }

    /** A host that does not tell may have it. */
    private boolean isWithoutLandlock() {
        try {
            return !List.of(Files.readString(securityModules).strip().split(",")).contains("landlock");
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Requirement> compressed(MachineSpec machine, CloudHypervisorVersion version) {
        return version.has(Feature.BZIMAGE)
                ? Optional.empty()
                : Optional.of(demands(machine).compressedKernel(version, Feature.BZIMAGE.since()));
    }

    private static CommonDemands demands(MachineSpec machine) {
        return new CommonDemands(CloudHypervisorDialect.INSTANCE.monitor(), machine);
    }

    private static Requirement tooOld(MachineSpec machine, Feature feature, CloudHypervisorVersion version, String what,
            String remedy) {
        return demands(machine).tooOld(version, what, feature.since(), remedy);
    }
}
