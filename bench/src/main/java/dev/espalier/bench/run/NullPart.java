package dev.espalier.bench.run;

import java.io.IOException;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.guest.Machines;
import dev.espalier.bench.guest.NullBackend;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;

/** A program in the place of QEMU that answers at once: what is left is our own cost. */
record NullPart(Extent extent) implements Part {
    private static final Setting SETTING = new Setting(NullBackend.NAME, "none");

    @Override
    public String name() {
        return "null guest";
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        try (var machines = Machines.start(NodeSpec.of("null", new ImageSpec.Tiny())
                .backend(NullBackend.NAME)
                .onVlans())) {
            recorder.commands(SETTING, Contender.ESPALIER, Stopwatch.roundTrips(machines, extent.nullCommands()));
            recorder.espalier(SETTING, Work.OUTPUT, Stopwatch.download(machines, extent.bytes()));
        }
    }
}
