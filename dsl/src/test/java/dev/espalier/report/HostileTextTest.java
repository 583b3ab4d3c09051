package dev.espalier.report;

import static dev.espalier.report.Story.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.espalier.report.TerminalStyle.Kind;
import dev.espalier.report.TerminalStyle.Palette;
import dev.espalier.report.TestEvent.CommandEnded;
import dev.espalier.report.TestEvent.CommandStarted;
import dev.espalier.report.TestEvent.ImageBuilding;
import dev.espalier.report.TestEvent.ImageReady;
import dev.espalier.report.TestEvent.Logged;
import dev.espalier.report.TestEvent.MachineDied;
import dev.espalier.report.TestEvent.MachineReady;
import dev.espalier.report.TestEvent.MachineRebooted;
import dev.espalier.report.TestEvent.MachineRebooting;
import dev.espalier.report.TestEvent.MachineStarting;
import dev.espalier.report.TestEvent.MachineStopped;
import dev.espalier.report.TestEvent.SubtestFailed;
import dev.espalier.report.TestEvent.SubtestPassed;
import dev.espalier.report.TestEvent.SubtestStarted;
import dev.espalier.report.TestEvent.WaitEnded;
import dev.espalier.report.TestEvent.WaitStarted;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever text stands in whatever event, the terminal is driven by us alone. */
class HostileTextTest {

    @Property(tries = 200)
    void noEventCanDriveTheTerminal(@ForAll("hostile") String text, @ForAll Kind kind, @ForAll WaitOutcome outcome,
            @ForAll LogLevel level) throws Exception {
        var out = new StringWriter();
        var story = new Story();
        var style = new TerminalStyle(kind, Palette.COLOUR, StandardCharsets.UTF_8);
        var failure = new Failure(text, text, text);
        story.toldTo(new TerminalProgress(out, style, story, story))
                .begins(text, text, text)
                .tell(at -> new ImageBuilding(at, text))
                .after(30_000)
                .tell(at -> new ImageReady(at, text, millis(30_000)))
                .tell(at -> new MachineStarting(at, text))
                .tell(at -> new MachineReady(at, text, millis(10)))
                .tell(at -> new SubtestStarted(at, List.of(text)))
                .tell(at -> new WaitStarted(at, 1, text, text))
                .tell(at -> new CommandStarted(at, 2, text, text))
                .after(30_000)
                .tell(at -> new CommandEnded(at, 2, text, text, OptionalInt.of(1), millis(30_000)))
                .tell(at -> new WaitEnded(at, 1, text, text, millis(30_000), outcome))
                .tell(at -> new Logged(at, Optional.of(text), level, text))
                .tell(at -> new TestEvent.ConsoleSaid(at, text, text))
                .tell(at -> new TestEvent.LinksChanged(at, text, List.of(text)))
                .tell(at -> new TestEvent.ScreenshotTaken(at, text, text))
                .tell(at -> new SubtestPassed(at, List.of(text), millis(1)))
                .tell(at -> new SubtestFailed(at, List.of(text), millis(1), failure))
                .tell(at -> new MachineRebooting(at, text))
                .after(10_000)
                .tell(at -> new MachineRebooted(at, text, text, millis(10_000)))
                .tell(at -> new TestEvent.MachineRestarting(at, text, text, millis(10_000)))
                .tell(at -> new MachineStopped(at, text))
                .tell(at -> new MachineDied(at, text, text))
                .ends(new Verdict.Failed(failure));
        assertThat(Screen.after(out.toString())).isNotEmpty();
    }

    @Provide
    Arbitrary<String> hostile() {
        var pieces = Arbitraries.of("\u001b", "[", "]0;", "31m", "2J", "\u0007", "\u009b", "\u009d", "\\", "\r", "\n",
                "\t", "\u202e", "a", "\ud800", "\u007f", "\0");
        return pieces.list().ofMaxSize(12).map(parts -> String.join("", parts));
    }
}
