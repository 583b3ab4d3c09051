package dev.espalier.backends.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comes over one port for one command: {@code MARKER b NUMBER}, the output as it is, {@code MARKER e NUMBER}, each mark
 * with a newline after it. There is a v in place of the e if nobody has the port any more but a bash that waits for another
 * command. Before the beginning there may be what an earlier command's children still say, and the end may come without a
 * beginning. Standard error has no mark at its beginning, as that would cost the guest a write more. After a failure of the sink
 * the rest is read and thrown away.
 */
final class Framing {

    /** What was found. */
    sealed interface Mark {}

    /** The command runs. */
    record Begun(long number) implements Mark {}

    /** The sink takes no more; the command goes on. */
    record Refused(IOException why) implements Mark {}

    /** The command is over. */
    record Ended(long number, Output output, Optional<IOException> failure) implements Mark {}

    /** What becomes of the output when the command is over. */
    enum Output {
        /** What the command has left behind may have it. */
        OPEN,
        /** Nobody has it any more but a bash that waits for another command. */
        VACANT
    }

    /** Hears of the marks, between the pieces of output they stand between. */
    @FunctionalInterface
    interface Listener {
        void heard(Mark mark);
    }

    private static final int LONGEST_MARK = 32;
    private static final Pattern MARK = Pattern.compile(" ([bev]) (\\d{1,18})");

    private enum State {
        BEFORE,
        OUTPUT,
        MARK,
        OVER,
        VACANT
    }

    private final MarkerScanner scanner;
    private final OutputSink sink;
    private final Listener listener;
    private final ByteArrayOutputStream mark = new ByteArrayOutputStream(LONGEST_MARK);
    private State state;
    private Optional<IOException> failure = Optional.empty();

    private Framing(State state, String marker, OutputSink sink, Listener listener) {
        this.state = state;
        this.scanner = new MarkerScanner(marker.getBytes(StandardCharsets.US_ASCII), sink.delivery());
        this.sink = sink;
        this.listener = listener;
    }

    static Framing ofStdout(String marker, OutputSink sink, Listener listener) {
        return new Framing(State.BEFORE, marker, sink, listener);
    }

    static Framing ofStderr(String marker, OutputSink sink, Listener listener) {
        return new Framing(State.OUTPUT, marker, sink, listener);
    }

    void accept(byte[] bytes) {
        var at = 0;
        while (at < bytes.length && state != State.OVER && state != State.VACANT) {
            at = switch (state) {
                case BEFORE -> toMark(scan(bytes, at, OutputSink.nowhere()), bytes.length);
                case OUTPUT -> toMark(scan(bytes, at, this::pass), bytes.length);
                case MARK -> readMark(bytes, at);
                case OVER, VACANT -> bytes.length;
            };
        }
    }

    private int scan(byte[] bytes, int from, OutputSink before) {
        try {
            return scanner.scan(bytes, from, bytes.length, before);
        } catch (IOException e) {
            throw new IllegalStateException("failures of a sink are kept", e);
        }
    }

    private int toMark(int end, int length) {
        if (end < 0) {
            return length;
        }
        state = State.MARK;
        return end;
    }

    private void pass(byte[] bytes, int from, int length) {
        if (failure.isEmpty()) {
            try {
                sink.write(bytes, from, length);
            } catch (IOException e) {
                failure = Optional.of(e);
                listener.heard(new Refused(e));
            }
        }
    }

    private int readMark(byte[] bytes, int from) {
        var at = from;
        while (at < bytes.length && bytes[at] != '\n' && mark.size() < LONGEST_MARK) {
            mark.write(bytes[at]);
            at++;
        }
        if (at == bytes.length) {
            return at;
        }
        understand(MARK.matcher(mark.toString(StandardCharsets.US_ASCII)));
        mark.reset();
        return at + 1;
    }

    private void understand(Matcher found) {
        if (!found.matches()) {
            state = State.OUTPUT;
            return;
        }
        var number = Long.parseLong(found.group(2));
        switch (found.group(1)) {
            case "b" -> {
                state = State.OUTPUT;
                listener.heard(new Begun(number));
            }
            case "v" -> {
                state = State.VACANT;
                listener.heard(new Ended(number, Output.VACANT, failure));
            }
            default -> {
                state = State.OVER;
                listener.heard(new Ended(number, Output.OPEN, failure));
            }
        }
    }

    /** Whether the command is over, and what comes next over this port is for another. */
    boolean isVacant() {
        return state == State.VACANT;
    }
}
