package dev.espalier.bench.run;

import java.io.IOException;
import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.bench.guest.Machines;
import dev.espalier.bench.guest.RawGuest;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;
import dev.espalier.error.HostNotReady;

/** Virtual machines beside a QEMU that is started by hand, with the same image. */
record QemuPart(Guest guest, Extent extent) implements Part {

    /** What they boot. */
    enum Guest {
        TINY,
        DEBIAN;

        ImageSpec.Built image() {
            return switch (this) {
                case TINY -> new ImageSpec.Tiny();
                case DEBIAN -> new ImageSpec.Debian(List.of());
            };
        }

        String word() {
            return switch (this) {
                case TINY -> "tiny";
                case DEBIAN -> "debian";
            };
        }
    }

    /** What a guest takes of its host while it boots, and four that go on from a snapshot: in MiB, and no less. */
    private static final int OF_A_GUEST = 384;
    private static final int OF_FORKS = 700;

    private static final String QUIET = "quiet";
    private static final String LAST_UNIT = "multi-user.target";

    private Setting setting() {
        return new Setting("qemu", guest.word());
    }

    @Override
    public String name() {
        return setting().words();
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var measures = new Measures(setting(), extent, recorder);
        HostPrograms.missing("qemu-system-x86_64", "qemu-system-x86").ifPresent(missing -> {
            throw new HostNotReady(List.of(missing));
        });
        var image = Images.of(guest);
        switch (guest) {
            case TINY -> tiny(measures, image);
            case DEBIAN -> debian(measures, image);
        }
    }

    private void tiny(Measures measures, GuestImage image) throws IOException, InterruptedException {
        try (var byHand = byHand(image)) {
            measures.byHand(byHand);
        }
        try (var machines = start()) {
            measures.answered(machines);
            serving(measures, machines);
            measures.death(machines);
        }
        toldInFull(measures, image);
    }

    /** No command but the first is measured before the guest's systemd has come to rest. */
    private void debian(Measures measures, GuestImage image) throws IOException, InterruptedException {
        try (var byHand = byHand(image)) {
            byHand.awaitUnit(LAST_UNIT);
            measures.byHand(byHand);
        }
        try (var machines = start()) {
            measures.answered(machines);
            machines.first().waitForUnit(LAST_UNIT);
            measures.boot(machines, Work.MULTI_USER);
            serving(measures, machines);
            measures.shutdown(machines);
        }
    }

    private static RawGuest byHand(GuestImage image) throws IOException, InterruptedException {
        HostMemory.use(OF_A_GUEST);
        return RawGuest.boot(image);
    }

    private Machines start() throws IOException, InterruptedException {
        HostMemory.use(OF_A_GUEST);
        return Machines.start(NodeSpec.of("bench", guest.image()).onVlans());
    }

    private static void serving(Measures measures, Machines machines) throws IOException, InterruptedException {
        measures.running(machines);
        measures.input(Contender.ESPALIER, machines);
        HostMemory.use(OF_FORKS);
        measures.snapshots(machines);
    }

    /** A boot whose kernel says what it does, which takes its time; only what nobody tells otherwise is of it. */
    private void toldInFull(Measures measures, GuestImage image) throws IOException, InterruptedException {
        var talkative = new GuestImage(image.kernel(), image.initrd(), image.rootDisk(),
                image.kernelParameters().stream().filter(parameter -> !parameter.equals(QUIET)).toList());
        try (var machines = Machines.open(NodeSpec.of("bench", new ImageSpec.Files(talkative)).onVlans(1))) {
            var machine = machines.first();
            var begin = System.nanoTime();
            machine.start();
            var unused = machine.qemu().qmp("query-status");
            measures.recorder().espalier(setting(), Work.VMM, Stopwatch.milliseconds(System.nanoTime() - begin));
            machine.waitForShell();
            measures.forwarded(machines);
            measures.boot(machines, Work.KERNEL, Work.INIT);
            measures.shutdown(machines);
        }
    }
}
