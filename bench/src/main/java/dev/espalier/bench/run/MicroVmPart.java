package dev.espalier.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.espalier.NodeSpec;
import dev.espalier.backends.cloudhypervisor.CloudHypervisorOptions;
import dev.espalier.backends.cloudhypervisor.StrictCloudHypervisor;
import dev.espalier.backends.firecracker.FirecrackerOptions;
import dev.espalier.backends.firecracker.StrictFirecracker;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.Options;
import dev.espalier.bench.guest.Machines;
import dev.espalier.bench.guest.StandInSite;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.guest.VsockClient;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;
import dev.espalier.runtime.io.FileTree;

/**
 * What we add to a monitor's cold starts, and to commands over its vsock. A program of this host answers in the monitor's place,
 * with a bash of this host's as the guest; of what its starts take it says itself what was its own.
 */
record MicroVmPart(Monitor monitor, Extent extent) implements Part {
    private static final int WARMING_UP = 3;
    private static final int STARTS = 5;
    private static final int TURN = 10;
    private static final double MICROS_OF_A_MILLISECOND = 1e3;

    /** Whose place the program takes. */
    enum Monitor {
        FIRECRACKER("firecracker", "1.17", StrictFirecracker.class, "PUT /actions"),
        CLOUD_HYPERVISOR("cloud-hypervisor", "53", StrictCloudHypervisor.class, "PUT /api/v1/vm.boot");

        private final String program;
        private final String version;
        private final Class<?> standIn;
        private final String start;

        Monitor(String program, String version, Class<?> standIn, String start) {
            this.program = program;
            this.version = version;
            this.standIn = standIn;
            this.start = start;
        }

        private OptionKey<Path> option() {
            return switch (this) {
                case FIRECRACKER -> FirecrackerOptions.PROGRAM;
                case CLOUD_HYPERVISOR -> CloudHypervisorOptions.PROGRAM;
            };
        }

        NodeSpec[] nodes(int count, Path directory) throws IOException {
            var peer = PeerProgram.in(directory, program, standIn, List.of(version, "kvm"));
            return IntStream.rangeClosed(1, count)
                    .mapToObj(number -> NodeSpec.of("m" + number, new ImageSpec.Tiny())
                            .backend(program + "-stand-in")
                            .options(Options.none().with(option(), peer.path())))
                    .toArray(NodeSpec[]::new);
        }
    }

    private Setting setting() {
        return new Setting(monitor.program + " stand-in", "bash");
    }

    @Override
    public String name() {
        return setting().words();
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var unused = Images.of(QemuPart.Guest.TINY);
        var directory = Files.createTempDirectory("espalier-stand-in");
        try {
            var nodes = monitor.nodes(WARMING_UP + STARTS, directory);
            try (var machines = Machines.open(nodes)) {
                recorder.espalier(setting(), Work.OVERHEAD, starts(machines));
            }
            try (var machines = Machines.start(nodes[0])) {
                commands(recorder, machines);
            }
        } finally {
            FileTree.remove(directory);
        }
    }

    /** The median of machines that start for the first time, one after the other, in milliseconds. */
    private double starts(Machines machines) throws IOException {
        var overheads = new ArrayList<Long>();
        for (var machine : machines.all()) {
            var call = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            machine.start();
            machine.waitForShell();
            overheads.add(StandInSite.running().overhead(call, monitor.start));
            machine.crash();
        }
        return overheads.stream().skip(WARMING_UP).sorted().toList().get(STARTS / 2) / MICROS_OF_A_MILLISECOND;
    }

    /** Ten at a time, in turns. */
    private void commands(Recorder recorder, Machines machines) throws IOException {
        var client = new VsockClient(StandInSite.running().vsock());
        var byHand = new ArrayList<Double>();
        var ours = new ArrayList<Double>();
        while (ours.size() < extent.commands()) {
            byHand.addAll(Stopwatch.roundTrips(client, TURN));
            ours.addAll(Stopwatch.roundTrips(machines, TURN));
        }
        recorder.commands(setting(), Contender.FLOOR, byHand);
        recorder.commands(setting(), Contender.ESPALIER, ours);
    }
}
