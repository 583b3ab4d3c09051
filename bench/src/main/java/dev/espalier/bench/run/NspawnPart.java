package dev.espalier.bench.run;

import java.io.IOException;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.guest.EnteredContainer;
import dev.espalier.bench.guest.Machines;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Setting;

/** A container without an init, beside the same one entered by hand. */
record NspawnPart(Extent extent) implements Part {
    private static final Setting SETTING = new Setting("nspawn", "tiny");

    @Override
    public String name() {
        return SETTING.words();
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var measures = new Measures(SETTING, extent, recorder);
        var node = NodeSpec.of("bench", new ImageSpec.Tiny()).backend("nspawn");
        try (var machines = Machines.start(node.onVlans(1))) {
            measures.answered(machines);
            var byHand = EnteredContainer.running();
            measures.commands(Contender.FLOOR, byHand);
            measures.output(Contender.FLOOR, byHand);
            measures.input(Contender.FLOOR, byHand);
            measures.running(machines);
            measures.input(Contender.ESPALIER, machines);
            measures.forwarded(machines);
            measures.death(machines);
            machines.start();
            measures.shutdown(machines);
        }
    }
}
