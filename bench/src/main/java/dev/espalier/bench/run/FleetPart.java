package dev.espalier.bench.run;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.guest.Machines;
import dev.espalier.bench.guest.PlainContainers;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Targets;
import dev.espalier.bench.result.Work;

/** Containers with a systemd, one and many of them, beside a loop of a shell that starts the same without networks. */
record FleetPart() implements Part {
    private static final Setting SETTING = new Setting("nspawn", "debian");
    private static final ImageSpec.Built DEBIAN = new ImageSpec.Debian(List.of());

    @Override
    public String name() {
        return SETTING.words();
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var image = Images.of(QemuPart.Guest.DEBIAN);
        try (var one = Machines.start(nodes(1))) {
            var measures = new Measures(SETTING, Extent.QUICK, recorder);
            measures.answered(one);
            one.first().waitForUnit("multi-user.target");
            measures.boot(one, Work.MULTI_USER);
        }
        recorder.floor(SETTING, Work.SHELL, Stopwatch.milliseconds(PlainContainers.start(image, 1)));
        var all = new Row(SETTING, Work.START_ALL, Targets.FLEET);
        recorder.add(all, Contender.FLOOR, Stopwatch.seconds(PlainContainers.start(image, Targets.FLEET)));
        try (var many = Machines.open(nodes(Targets.FLEET))) {
            var begin = System.nanoTime();
            many.start();
            recorder.add(all, Contender.ESPALIER, Stopwatch.seconds(System.nanoTime() - begin));
        }
    }

    private static NodeSpec[] nodes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> NodeSpec.of("m" + number, DEBIAN).backend("nspawn").onVlans(1))
                .toArray(NodeSpec[]::new);
    }
}
