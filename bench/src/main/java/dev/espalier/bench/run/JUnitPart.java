package dev.espalier.bench.run;

import java.io.IOException;

import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;

/** What a class of tests takes whose machine is restored for each of them, beside one that boots a machine for each. */
record JUnitPart() implements Part {
    private static final Setting SETTING = new Setting("qemu", "tiny");

    @Override
    public String name() {
        return "classes of tests";
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var unused = Images.of(QemuPart.Guest.TINY);
        recorder.espalier(SETTING, Work.TESTS_BOOTED, TenTests.seconds(TenTests.Booted.class));
        recorder.espalier(SETTING, Work.TESTS_RESTORED, TenTests.seconds(TenTests.Restored.class));
    }
}
