package dev.espalier.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.bench.Host;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;
import dev.espalier.bench.rival.Rival;
import dev.espalier.bench.rival.RivalRun;
import dev.espalier.bench.rival.Workload;
import dev.espalier.runtime.io.FileTree;

/** Somebody else's driver with the small guest. */
record RivalPart(Rival rival, Extent extent) implements Part {
    private static final Setting SETTING = new Setting("qemu", "tiny");
    private static final long BYTES = 4L << 20;

    @Override
    public String name() {
        return rival.contender().title();
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var image = Images.of(QemuPart.Guest.TINY);
        var directory = Files.createTempDirectory("espalier-rival");
        try {
            var workload = new Workload(extent.commands(), BYTES, directory.resolve("figures"));
            var figures = new RivalRun(rival, workload).in(directory, startScript(directory, image));
            recorder.add(SETTING, Work.FIRST_COMMAND, rival.contender(), millis(figures.firstCommand()));
            recorder.commands(SETTING, rival.contender(),
                    figures.commands().stream().map(RivalPart::millis).toList());
            figures.output()
                    .ifPresent(seconds -> recorder.add(SETTING, Work.OUTPUT, rival.contender(),
                            Stopwatch.megabytesPerSecond(BYTES, (long) (seconds * 1e9))));
        } finally {
            FileTree.remove(directory);
        }
    }

    private static double millis(double seconds) {
        return seconds * 1e3;
    }

    /** As a NixOS machine is started: what the driver needs it adds itself. */
    private static Path startScript(Path directory, GuestImage image) throws IOException {
        var accelerator = Host.here().guests() == Host.Guests.KVM ? "kvm" : "tcg";
        var script = directory.resolve("run-" + Rival.MACHINE + "-vm");
        Files.writeString(script, """
                #!/usr/bin/env bash
                exec qemu-system-x86_64 -machine q35,accel=%s -cpu max -m 384 -kernel '%s' -initrd '%s' \\
                    -append 'console=ttyS0 %s' $QEMU_OPTS "$@"
                """.formatted(accelerator, image.kernel(), image.initrd(),
                String.join(" ", image.kernelParameters())));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " cannot be made executable");
        }
        return script;
    }
}
