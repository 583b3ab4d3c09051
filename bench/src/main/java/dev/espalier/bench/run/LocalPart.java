package dev.espalier.bench.run;

import java.io.IOException;
import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.guest.Machines;
import dev.espalier.bench.guest.PipedBash;
import dev.espalier.bench.guest.StartedProgram;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;

/** A bash of this host's beside one that is spoken to by hand. It takes no input. */
record LocalPart(Extent extent) implements Part {
    private static final Setting SETTING = new Setting("local", "none");
    /** Its shell hands out 48 MB and no more. */
    private static final long MOST_BYTES = 32L << 20;

    LocalPart {
        extent = extent.upTo(MOST_BYTES);
    }

    @Override
    public String name() {
        return SETTING.words();
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var measures = new Measures(SETTING, extent, recorder);
        try (var byHand = PipedBash.start()) {
            recorder.floor(SETTING, Work.SHELL, Stopwatch.milliseconds(byHand.bootNanos()));
            recorder.commands(SETTING, Contender.FLOOR, Stopwatch.roundTrips(byHand, extent.commands()));
        }
        measures.output(Contender.FLOOR, new StartedProgram(command -> List.of("bash", "-c", command)));
        try (var machines = Machines.start(NodeSpec.of("bench", new ImageSpec.Tiny()).backend("local").onVlans())) {
            measures.answered(machines);
            measures.running(machines);
        }
    }
}
