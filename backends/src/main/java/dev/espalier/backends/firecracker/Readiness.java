package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.RootDirectory;
import dev.espalier.backends.microvm.CommonDemands;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Requirement;

/** What a Firecracker lacks for what a machine is to be. */
final class Readiness {
    private static final int MOST_PROCESSORS = 32;

    /** Firecracker adds to the kernel's command line what its devices need. */
    private static final int BYTES_FOR_DEVICES = 512;

    private Readiness() {}

    /** What a machine is to be that a Firecracker of this version cannot make of it. */
    static List<Requirement> of(MachineSpec machine, FirecrackerVersion version) {
        var missing = new ArrayList<Requirement>();
        if (!version.has(Feature.API)) {
            missing.add(tooOld(machine, Feature.API, version, "tells too little of itself", "use a newer one"));
        }
        if (machine.cpus() > MOST_PROCESSORS) {
            missing.add(new Requirement("Firecracker's machines have up to " + MOST_PROCESSORS + " processors, and "
                    + machine.name() + " is to have " + machine.cpus(), "give it fewer \"cpus\""));
        }
        var options = machine.options();
        var hugePages = options.get(FirecrackerOptions.HUGE_PAGES).orElse("none");
        if (hugePages.equals("2m") && !version.has(Feature.HUGE_PAGES)) {
            missing.add(tooOld(machine, Feature.HUGE_PAGES, version, "has no huge pages for " + machine.name(),
                    "use a newer one, or no \"huge_pages\""));
        }
        if (hugePages.equals("transparent") && !version.has(Feature.TRANSPARENT_HUGE_PAGES)) {
            missing.add(tooOld(machine, Feature.TRANSPARENT_HUGE_PAGES, version,
                    "has no transparent huge pages for " + machine.name(), "use a newer one, or no \"huge_pages\""));
        }
        if (options.get(FirecrackerOptions.PCI).orElse(false) && !version.has(Feature.PCI)) {
            missing.add(tooOld(machine, Feature.PCI, version, "has no PCI bus for " + machine.name(),
                    "use a newer one, or no \"pci\""));
        }
        demands(machine).balloon().ifPresent(missing::add);
        options.get(FirecrackerOptions.PMEM).ifPresent(file -> missing.addAll(ofPmem(machine, file, version)));
        options.get(FirecrackerOptions.METADATA).ifPresent(file -> missing.addAll(ofMetadata(machine, file, version)));
        machine.image().ifPresent(image -> {
            switch (image) {
                case RootDirectory directory -> missing.add(demands(machine).kernelOfDirectory());
                case GuestImage guest -> missing.addAll(of(machine, guest, version));
            }
        });
        return missing;
    }

    private static List<Requirement> ofPmem(MachineSpec machine, Path file, FirecrackerVersion version) {
        var missing = new ArrayList<Requirement>();
        if (!version.has(Feature.PMEM)) {
            missing.add(tooOld(machine, Feature.PMEM, version, "has no pmem for " + machine.name(),
                    "use a newer one, or no \"pmem\""));
        }
        if (!Files.isReadable(file)) {
            missing.add(new Requirement(file + ", which is to be memory of " + machine.name() + ", cannot be read",
                    "see whether the file is there, and readable"));
        } else if (file.toFile().length() == 0) {
            missing.add(new Requirement(file + ", which is to be memory of " + machine.name() + ", is empty",
                    "have something in it, or use no \"pmem\""));
        }
        return missing;
    }

    private static List<Requirement> ofMetadata(MachineSpec machine, Path file, FirecrackerVersion version) {
        var missing = new ArrayList<Requirement>();
        if (!version.has(Feature.METADATA)) {
            missing.add(tooOld(machine, Feature.METADATA, version, "has no such metadata service for " + machine.name(),
                    "use a newer one, or no \"mmds\""));
        }
        if (machine.nics().isEmpty()) {
            missing.add(new Requirement("metadata comes by an interface, and " + machine.name() + " has none",
                    "give it \"vlans\", or no \"mmds\""));
        }
        try {
            var unused = Metadata.in(file);
        } catch (IOException e) {
            missing.add(new Requirement("the metadata of " + machine.name() + " cannot be used: " + e.getMessage(),
                    "have a JSON object there"));
        }
        return missing;
    }

    private static CommonDemands demands(MachineSpec machine) {
        return new CommonDemands(FirecrackerDialect.INSTANCE.monitor(), machine);
    }

    private static Requirement tooOld(MachineSpec machine, Feature feature, FirecrackerVersion version, String what,
            String remedy) {
        return demands(machine).tooOld(version, what, feature.since(), remedy);
    }

    private static List<Requirement> of(MachineSpec machine, GuestImage image, FirecrackerVersion version) {
        var missing = new ArrayList<Requirement>();
        var plan = new FirecrackerPlan(machine, image, version);
        demands(machine).commandLine(plan.kernelParameters(), BYTES_FOR_DEVICES).ifPresent(missing::add);
        demands(machine).kernel(image.kernel(), compressed(machine, version)).ifPresent(missing::add);
        return missing;
    }

    private static Optional<Requirement> compressed(MachineSpec machine, FirecrackerVersion version) {
        return version.has(Feature.BZIMAGE)
                ? Optional.empty()
                : Optional.of(demands(machine).compressedKernel(version, Feature.BZIMAGE.since()));
    }
}
