package dev.espalier.bench.run;

import java.util.List;
import java.util.stream.Stream;

import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.Setting;

/** What is measured of a backend. */
enum MeasuredBackend {

    /** Virtual machines. */
    QEMU {
        @Override
        Stream<Part> of(Extent extent) {
            var tests = extent.hasLong() ? Stream.<Part>of(new JUnitPart()) : Stream.<Part>empty();
            return Stream.of(Stream.<Part>of(new NullPart(extent), new ConsolePart(extent)),
                    extent.guests().stream().map(guest -> new QemuPart(guest, extent)), tests,
                    scale(new Setting("qemu", "tiny"), extent.virtual(), extent)).flatMap(parts -> parts);
        }
    },

    /** Containers. */
    NSPAWN {
        @Override
        Stream<Part> of(Extent extent) {
            var fleet = extent.hasLong()
                    ? Stream.<Part>of(new FleetPart())
                    : Stream.<Part>empty();
            return Stream.of(Stream.<Part>of(new NspawnPart(extent)), fleet,
                    scale(new Setting("nspawn", "tiny"), extent.machines(), extent)).flatMap(parts -> parts);
        }
    },

    /** Processes. */
    LOCAL {
        @Override
        Stream<Part> of(Extent extent) {
            return Stream.concat(Stream.<Part>of(new LocalPart(extent)),
                    scale(new Setting("local", "none"), extent.machines(), extent));
        }
    },

    /** What is ours of microVMs, with programs that stand in for their monitors. */
    MICROVM {
        @Override
        Stream<Part> of(Extent extent) {
            return Stream.of(MicroVmPart.Monitor.values()).map(monitor -> new MicroVmPart(monitor, extent));
        }
    },

    /** A host that is there already. */
    SSH {
        @Override
        Stream<Part> of(Extent extent) {
            return Stream.concat(Stream.<Part>of(new SshPart(extent)),
                    scale(new Setting("ssh", "host"), extent.virtual(), extent));
        }
    };

    abstract Stream<Part> of(Extent extent);

    private static Stream<Part> scale(Setting setting, List<Integer> counts, Extent extent) {
        return counts.stream().map(count -> ScalePart.ofCommand(setting, count, extent));
    }

    /** What cannot be measured, whatever the host has. */
    static List<Report.Absence> absences() {
        return List.of(
                new Report.Absence("firecracker, cloud-hypervisor",
                        "their binaries are not to be had with what ./espalier --setup installs; programs stand in for them"));
    }
}
