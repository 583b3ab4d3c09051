package dev.espalier.report.page;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import javax.imageio.ImageIO;

import dev.espalier.report.EventSink;
import dev.espalier.report.Fact;
import dev.espalier.report.Failure;
import dev.espalier.report.LogLevel;
import dev.espalier.report.OutputDirectory;
import dev.espalier.report.SupervisionStep;
import dev.espalier.report.TestEvent;
import dev.espalier.report.TestEvent.CommandEnded;
import dev.espalier.report.TestEvent.CommandStarted;
import dev.espalier.report.TestEvent.HostDescribed;
import dev.espalier.report.TestEvent.LinksChanged;
import dev.espalier.report.TestEvent.Logged;
import dev.espalier.report.TestEvent.MachineDescribed;
import dev.espalier.report.TestEvent.MachineDied;
import dev.espalier.report.TestEvent.MachineReady;
import dev.espalier.report.TestEvent.MachineRebooted;
import dev.espalier.report.TestEvent.MachineRebooting;
import dev.espalier.report.TestEvent.MachineStarting;
import dev.espalier.report.TestEvent.RunEnded;
import dev.espalier.report.TestEvent.RunStarted;
import dev.espalier.report.TestEvent.ScreenshotTaken;
import dev.espalier.report.TestEvent.SubtestFailed;
import dev.espalier.report.TestEvent.SubtestPassed;
import dev.espalier.report.TestEvent.SubtestStarted;
import dev.espalier.report.TestEvent.Supervised;
import dev.espalier.report.TestEvent.WaitEnded;
import dev.espalier.report.TestEvent.WaitStarted;
import dev.espalier.report.Verdict;
import dev.espalier.report.WaitOutcome;

/**
 * A run in which everything happens once, with a text of somebody else's in each place where one can be.
 *
 * @param text what guests and the test say
 */
record SampleRun(String text) {
    static final Instant START = Instant.parse("2026-11-20T13:00:00Z");

    /** At a time of the run in milliseconds. */
    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private Failure failure() {
        return new Failure("WaitTimedOut", "client: waited 6 s in vain for " + text
                + "\n  the last look:\n    nothing listens on port 80\n  console:\n    " + text,
                "at test.java:9\n    9 |     client.waitForOpenPort(80);");
    }

    List<TestEvent> events() {
        var events = new ArrayList<TestEvent>(List.of(
                new RunStarted(at(0), "two-nodes", List.of("client", "server")),
                new HostDescribed(at(1), List.of(new Fact("system", "Debian GNU/Linux 12"), new Fact("kernel", text))),
                new MachineDescribed(at(2), "client", List.of(new Fact("backend", "qemu"), new Fact("memory", text))),
                new MachineDescribed(at(2), "server", List.of(new Fact("backend", "qemu"))),
                new Logged(at(3), Optional.empty(), LogLevel.WARNING, "no KVM: " + text),
                new TestEvent.ImageBuilding(at(5), "tiny-1"),
                new TestEvent.ImageReady(at(900), "tiny-1", millis(895)),
                new Supervised(at(950), "cluster", "network namespace", SupervisionStep.UP, ""),
                new Supervised(at(960), "cluster/machines/client", "console reader", SupervisionStep.UP, ""),
                new Supervised(at(961), "cluster/machines/server", "qemu", SupervisionStep.UP, ""),
                new MachineStarting(at(1000), "client"), new MachineStarting(at(1010), "server"),
                new MachineReady(at(3500), "client", millis(2500)),
                new MachineReady(at(5100), "server", millis(4090)),
                new SubtestStarted(at(5100), List.of("the server serves")),
                new WaitStarted(at(5110), 1, "server", "unit nginx.service"),
                new WaitEnded(at(6900), 1, "server", "unit nginx.service", millis(1790), WaitOutcome.MET),
                new CommandStarted(at(6950), 2, "server", "echo " + text),
                new CommandStarted(at(7000), 3, "server", "systemctl is-active nginx"),
                new CommandEnded(at(7100), 3, "server", "systemctl is-active nginx", OptionalInt.of(0), millis(100)),
                new CommandEnded(at(7700), 2, "server", "echo " + text, OptionalInt.of(3), millis(750)),
                new SubtestPassed(at(7750), List.of("the server serves"), millis(2650)),
                new Logged(at(7760), Optional.of("server"), LogLevel.INFO, text),
                new ScreenshotTaken(at(7800), "server", "greeting.png"),
                new MachineRebooting(at(8000), "server"),
                new Supervised(at(8010), "cluster/machines/server", "control channel", SupervisionStep.CRASHED, text),
                new Supervised(at(8020), "cluster/machines/server", "control channel", SupervisionStep.UP, ""),
                new Supervised(at(8021), "cluster/machines/server", "control channel", SupervisionStep.UP, ""),
                new MachineRebooted(at(9900), "server", "watchdog", millis(1900)),
                new LinksChanged(at(10_000), "client", List.of("cut from server")),
                new LinksChanged(at(10_000), "server", List.of("cut from client")),
                new SubtestStarted(at(10_100), List.of("the client sees it")),
                new SubtestStarted(at(10_200), List.of("the client sees it", "by its name")),
                new WaitStarted(at(10_300), 4, "client", text),
                new CommandStarted(at(11_000), 5, "server", "sleep 600"),
                new LinksChanged(at(12_000), "client", List.of()),
                new WaitEnded(at(16_300), 4, "client", text, millis(6000), WaitOutcome.TIMED_OUT),
                new SubtestFailed(at(16_310), List.of("the client sees it", "by its name"), millis(6110), failure()),
                new SubtestFailed(at(16_311), List.of("the client sees it"), millis(6211), failure())));
        events.add(new MachineDied(at(16_320), "server", "server died: killed by SIGKILL\n  console:\n    " + text));
        return events;
    }

    TestEvent ending() {
        return new RunEnded(at(16_500), millis(16_500), new Verdict.Failed(failure()));
    }

    /** What it leaves beside its events. */
    OutputDirectory evidenceIn(OutputDirectory directory) throws IOException {
        Files.write(directory.consoleLog("client"),
                ("Linux version 6.1\n" + text + "\nlogin: ").getBytes(StandardCharsets.UTF_8));
        Files.write(directory.consoleLog("server"),
                ("\u001b[32mOK\u001b[0m Started nginx\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
        var picture = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(10, 10, Color.ORANGE.getRGB());
        var png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        Files.write(directory.screenshot("greeting.png"), png.toByteArray());
        return directory;
    }

    void toldTo(EventSink sink) throws IOException {
        for (var event : events()) {
            sink.accept(event);
        }
        sink.accept(ending());
    }
}
