package dev.espalier.engine;

import java.time.Instant;
import java.util.List;

import dev.espalier.error.Death;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.console.ConsoleLine;
import dev.espalier.runtime.console.ConsoleLog;

/** What of a machine's console is shown to those who ask why something went wrong. */
record ConsoleEvidence(ConsoleLog console) {
    private static final int LINES = 40;

    /** Enough for a kernel's panic with its trace. */
    private static final int PANIC_LINES = 400;

    /** Its last lines. */
    List<String> tail() {
        return lines(LINES);
    }

    /** A panic's own line stands before its trace, which may be longer than what is shown of a console. */
    List<String> of(Death death) {
        return switch (death) {
            case Death.Panicked panicked -> fromPanic(lines(PANIC_LINES));
            case Death.ProcessEnded ended -> tail();
            case Death.ConnectionLost lost -> tail();
            case Death.PoweredOff off -> tail();
            case Death.Reset reset -> tail();
            case Death.Stopped stopped -> tail();
            case Death.GivenUp givenUp -> tail();
        };
    }

    List<String> of(RebootReason reason) {
        return switch (reason) {
            case PANIC -> fromPanic(lines(PANIC_LINES));
            case GUEST, HOST, WATCHDOG, KEXEC, OUT_OF_SIGHT -> tail();
        };
    }

    /**
     * Why a guest went down: a panic that no device has told of is known from here.
     *
     * @param since when the boot that went down had come up
     */
    RebootReason reason(Fall fall, Instant since) {
        return fall.reason() == RebootReason.GUEST && hasPanic(since) ? RebootReason.PANIC : fall.reason();
    }

    private boolean hasPanic(Instant since) {
        return console.tail(PANIC_LINES).stream().anyMatch(line -> line.at().isAfter(since) && isPanic(line.text()));
    }

    private static List<String> fromPanic(List<String> lines) {
        var from = Math.max(0, lines.size() - LINES);
        for (int at = lines.size() - 1; at >= 0; at--) {
            if (isPanic(lines.get(at))) {
                from = at;
                break;
            }
        }
        return lines.subList(from, Math.min(lines.size(), from + LINES));
    }

    private static boolean isPanic(String line) {
        return line.contains("Kernel panic") && !line.contains("end Kernel panic");
    }

    private List<String> lines(int count) {
        return console.tail(count).stream().map(ConsoleLine::text).toList();
    }
}
