package dev.espalier.bench.run;

import java.io.IOException;

import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;

/** What ten tests take whose machine is restored for each of them, beside one whose machine boots. */
record JUnitPart() implements Part {
    private static final Setting SETTING = new Setting("qemu", "tiny");

    @Override
    public String name() {
        return "classes of tests";
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var unused = Images.of(QemuPart.Guest.TINY);
        recorder.espalier(SETTING, Work.TEST_BOOTED, TestClasses.seconds(TestClasses.Booted.class, 1));
        recorder.espalier(SETTING, Work.TESTS_RESTORED,
                TestClasses.seconds(TestClasses.Restored.class, TestClasses.Restored.TESTS));
    }
}
