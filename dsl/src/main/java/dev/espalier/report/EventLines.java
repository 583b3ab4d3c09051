package dev.espalier.report;

import static dev.espalier.report.TerminalStyle.Colour.BOLD;
import static dev.espalier.report.TerminalStyle.Colour.FAINT;
import static dev.espalier.report.TerminalStyle.Colour.GREEN;
import static dev.espalier.report.TerminalStyle.Colour.RED;
import static dev.espalier.report.TerminalStyle.Colour.YELLOW;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.espalier.source.PrintableText;

/** What a person reads about each event, as lines; many events are not worth one. */
final class EventLines {
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final TerminalStyle style;

    EventLines(TerminalStyle style) {
        this.style = style;
    }

    List<String> of(TestEvent event) {
        return switch (event) {
            case TestEvent.RunStarted(var at, var test, var machines) ->
                List.of(style.coloured(BOLD, PrintableText.of(test)) + ": "
                        + PrintableText.of(String.join(", ", machines)));
            case TestEvent.ImageBuilding(var at, var image) -> begun("image " + image + ": building");
            case TestEvent.ImageReady(var at, var image, var took) when isLong(took) ->
                List.of("image " + PrintableText.of(image) + ": built " + after(took));
            case TestEvent.ImageReady quick -> List.of();
            case TestEvent.MachineStarting(var at, var machine) -> begun(machine + ": booting");
            case TestEvent.MachineReady(var at, var machine, var after) ->
                List.of(of(machine) + style.coloured(GREEN, "ready") + " " + after(after));
            case TestEvent.MachineRebooting(var at, var machine) -> begun(machine + ": rebooting");
            case TestEvent.MachineRebooted(var at, var machine, var why, var after) ->
                List.of(of(machine) + style.coloured(YELLOW, "rebooted") + " (" + PrintableText.of(why)
                        + "), shell back after " + ElapsedTime.of(after));
            case TestEvent.MachineStopped(var at, var machine) -> List.of(of(machine) + "stopped");
            case TestEvent.MachineRestarting(var at, var machine, var why, var after) -> marked(YELLOW,
                    of(machine) + "died, and is started again in " + ElapsedTime.of(after) + ": ", why);
            case TestEvent.MachineDied(var at, var machine, var why) -> marked(RED, of(machine) + "died: ", why);
            case TestEvent.WaitStarted quiet -> List.of();
            case TestEvent.WaitEnded ended -> ended(ended);
            case TestEvent.CommandStarted quiet -> List.of();
            case TestEvent.CommandEnded ended -> ended(ended);
            case TestEvent.SubtestStarted(var at, var path) -> begun(indent(path) + "subtest " + path.getLast());
            case TestEvent.SubtestPassed(var at, var path, var took) -> List.of(indent(path)
                    + style.coloured(GREEN, style.symbol("✓", "passed:")) + " " + name(path) + " " + after(took));
            case TestEvent.SubtestFailed(var at, var path, var took, var failure) ->
                List.of(indent(path) + style.coloured(RED, style.symbol("✗", "FAILED:")) + " " + name(path) + " "
                        + after(took) + ": " + PrintableText.of(failure.headline()));
            case TestEvent.Logged(var at, var machine, var level, var text) ->
                logged(machine.map(EventLines::of).orElse(""), level, text);
            case TestEvent.LinksChanged(var at, var machine, var faults) -> List.of(of(machine) + (faults.isEmpty()
                    ? "its links are whole again"
                    : style.coloured(YELLOW, "its links: ") + PrintableText.of(String.join(", ", faults))));
            case TestEvent.ScreenshotTaken(var at, var machine, var file) ->
                List.of(of(machine) + "screenshot " + PrintableText.of(file));
            case TestEvent.HostDescribed quiet -> List.of();
            case TestEvent.MachineDescribed quiet -> List.of();
            case TestEvent.Supervised quiet -> List.of();
            case TestEvent.ConsoleSaid(var at, var machine, var line) ->
                List.of(style.coloured(FAINT, PrintableText.of(machine + " # " + line)));
            case TestEvent.PromptOpened(var at, var verdict) -> Stream.concat(ended(verdict, "").stream(),
                    Stream.of(style.coloured(BOLD, "the machines are as the script has left them;")
                            + " Ctrl-D or /exit takes them down"))
                    .toList();
            case TestEvent.RunEnded(var at, var took, var verdict) -> ended(verdict, " " + after(took));
        };
    }

    /** A line that a live display does not need: there one sees it going on. */
    private List<String> begun(String line) {
        return switch (style.kind()) {
            case LIVE -> List.of();
            case LINES -> List.of(PrintableText.of(line));
        };
    }

    /** Told where there is no live line. */
    String reminder(Activities.Activity activity, Duration age) {
        return PrintableText.of(activity.subject() + ": still " + activity.what()) + " " + after(age);
    }

    private List<String> ended(TestEvent.WaitEnded wait) {
        var what = of(wait.machine()) + PrintableText.of(wait.what());
        return switch (wait.outcome()) {
            case MET -> isLong(wait.took()) ? List.of(what + " " + after(wait.took())) : List.of();
            case TIMED_OUT ->
                List.of(style.coloured(RED, what + ": not within " + ElapsedTime.of(wait.took())));
            case FAILED -> List.of(style.coloured(RED, what + ": failed") + " " + after(wait.took()));
            case CANCELLED -> List.of();
        };
    }

    private List<String> ended(TestEvent.CommandEnded command) {
        if (!isLong(command.took())) {
            return List.of();
        }
        var status = command.exitStatus();
        var result = status.isEmpty() ? ": given up" : status.getAsInt() == 0 ? "" : ": exit " + status.getAsInt();
        return List.of(of(command.machine()) + ShortCommand.of(command.command()) + result + " "
                + after(command.took()));
    }

    private List<String> logged(String prefix, LogLevel level, String text) {
        return switch (level) {
            case DEBUG -> List.of();
            case INFO -> plain(prefix, text);
            case WARNING -> marked(YELLOW, prefix, text);
            case ERROR -> marked(RED, prefix, text);
        };
    }

    /** @param after how long it took, with what separates that; empty if it is not over */
    private List<String> ended(Verdict verdict, String after) {
        return switch (verdict) {
            case Verdict.Passed() -> List.of(style.coloured(GREEN, "passed") + after);
            case Verdict.Failed(var failure) ->
                Stream.concat(Stream.of(style.coloured(RED, "failed") + after), told(failure)).toList();
            case Verdict.TimedOut(var limit) -> List.of(
                    style.coloured(RED, "failed") + ": the global timeout of " + ElapsedTime.of(limit) + " is over");
            case Verdict.Interrupted(var signal) ->
                List.of(style.coloured(RED, "interrupted") + " by " + PrintableText.of(signal) + after);
        };
    }

    private Stream<String> told(Failure failure) {
        var lines = plain("  ", failure.text());
        return Stream.concat(Stream.of(style.coloured(BOLD, lines.getFirst())), lines.stream().skip(1));
    }

    private static List<String> plain(String prefix, String text) {
        var lines = text.isEmpty() ? Stream.of("") : text.lines();
        return lines.map(line -> prefix + PrintableText.of(line)).toList();
    }

    private List<String> marked(TerminalStyle.Colour colour, String prefix, String text) {
        return plain(prefix, text).stream().map(line -> style.coloured(colour, line)).toList();
    }

    private static String of(String machine) {
        return PrintableText.of(machine) + ": ";
    }

    private String after(Duration took) {
        return style.coloured(FAINT, "(" + ElapsedTime.of(took) + ")");
    }

    private static String name(List<String> path) {
        return PrintableText.of(path.getLast());
    }

    private static String indent(List<String> path) {
        return "  ".repeat(path.size() - 1);
    }

    private static boolean isLong(Duration took) {
        return took.compareTo(WORTH_TELLING) >= 0;
    }
}
