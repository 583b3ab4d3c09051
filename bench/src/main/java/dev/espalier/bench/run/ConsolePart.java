package dev.espalier.bench.run;

import java.io.IOException;
import java.util.List;

import dev.espalier.bench.guest.ConsoleFlood;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;

/** What readers of consoles take in, beside threads that only copy it. */
record ConsolePart(Extent extent) implements Part {
    private static final Setting SETTING = new Setting("consoles", "none");
    private static final List<Integer> CONSOLES = List.of(1, 4);
    private static final int SHARE_TO_WARM_UP = 2;

    @Override
    public String name() {
        return "consoles";
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var lines = Math.toIntExact(extent.bytes() / ConsoleFlood.LINE);
        for (var count : CONSOLES) {
            try (var floor = ConsoleFlood.copied(count)) {
                tell(recorder, Contender.FLOOR, count, lines, nanos(floor, lines));
            }
            try (var ours = ConsoleFlood.read(count)) {
                tell(recorder, Contender.ESPALIER, count, lines, nanos(ours, lines));
            }
        }
    }

    private static long nanos(ConsoleFlood flood, int lines) throws InterruptedException {
        flood.say(lines / SHARE_TO_WARM_UP);
        var begin = System.nanoTime();
        flood.say(lines);
        return System.nanoTime() - begin;
    }

    private static void tell(Recorder recorder, Contender contender, int consoles, int lines, long nanos) {
        recorder.add(new Row(SETTING, Work.CONSOLE, consoles), contender,
                Stopwatch.megabytesPerSecond((long) lines * ConsoleFlood.LINE, nanos));
        recorder.add(new Row(SETTING, Work.CONSOLE_LINES, consoles), contender, lines / Stopwatch.seconds(nanos));
    }
}
