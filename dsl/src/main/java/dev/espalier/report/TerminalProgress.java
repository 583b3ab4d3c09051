package dev.espalier.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.espalier.source.PrintableText;

/**
 * Shows a person how the run goes: a line for what matters, and on a terminal some more at the bottom that say what the test
 * and each machine are doing at the moment, drawn again twice a second. Where there is no terminal, what takes long is told now and then.
 */
public final class TerminalProgress implements EventSink {
    private static final Duration REDRAW = Duration.ofMillis(500);
    private static final int LONGEST_STATUS = 400;
    private static final String NO_STAMP = " ".repeat(13);
    private static final String UP = "\u001b[A";
    private static final String ERASE_BELOW = "\r\u001b[J";
    /** The terminal cuts a long status off, so nobody has to know its width. */
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final Writer out;
    private TerminalStyle style;
    private final InstantSource clock;
    private EventLines lines;
    private final Activities activities = new Activities();
    private final Heartbeat heartbeat;
    private Optional<Heartbeat.Beating> beating = Optional.empty();
    private Optional<Instant> started = Optional.empty();
    private Optional<IOException> trouble = Optional.empty();
    private List<String> status = List.of();

    /** @param out is flushed after each line, and is not closed */
    public TerminalProgress(Writer out, TerminalStyle style, InstantSource clock, Heartbeat heartbeat) {
        this.out = out;
        this.style = style;
        this.clock = clock;
        this.lines = new EventLines(style);
        this.heartbeat = heartbeat;
    }

    @Override
    public String name() {
        return "terminal";
    }

    @Override
    public synchronized void accept(TestEvent event) throws IOException {
        if (trouble.isPresent()) {
            throw trouble.get();
        }
        if (started.isEmpty()) {
            started = Optional.of(event.at());
            beating = Optional.of(heartbeat.start(REDRAW, this::beat));
        }
        activities.apply(event);
        print(lines.of(event), event.at(), margin(event));
        if (event instanceof TestEvent.PromptOpened) {
            share();
        }
    }

    /** With somebody who types: what is drawn again would take their line away. */
    private void share() {
        style = style.inLines();
        lines = new EventLines(style);
    }

    /** Runs on the heartbeat's thread, where nobody could catch anything. */
    private synchronized void beat() {
        if (trouble.isEmpty()) {
            try {
                var now = clock.instant();
                switch (style.kind()) {
                    case LIVE -> print(List.of(), now, NO_STAMP);
                    case LINES -> remind(now);
                }
            } catch (IOException e) {
                trouble = Optional.of(e);
            }
        }
    }

    private void remind(Instant now) throws IOException {
        for (var activity : activities.overdue(now)) {
            print(List.of(lines.reminder(activity, activity.age(now))), now, NO_STAMP);
        }
    }

    /** What is before lines that follow another. A verdict's evidence has long lines, and all of the width for them. */
    private static String margin(TestEvent event) {
        return event instanceof TestEvent.RunEnded || event instanceof TestEvent.PromptOpened ? "" : NO_STAMP;
    }

    /** @param added what there is to say at this moment, of which the first line says when it is */
    private void print(List<String> added, Instant now, String margin) throws IOException {
        var next = statusAt(now);
        if (added.isEmpty() && next.equals(status)) {
            return;
        }
        var text = new StringBuilder(erasure());
        var first = stamp(now);
        for (var line : added) {
            text.append(first).append(line).append(System.lineSeparator());
            first = margin;
        }
        if (!next.isEmpty()) {
            text.append(NO_WRAP).append(String.join(System.lineSeparator(), next)).append(WRAP);
        }
        out.write(text.toString());
        out.flush();
        status = next;
    }

    /** Takes the status away, with the cursor where it began. */
    private String erasure() {
        return status.isEmpty() ? "" : UP.repeat(status.size() - 1) + ERASE_BELOW;
    }

    private List<String> statusAt(Instant now) {
        return switch (style.kind()) {
            case LINES -> List.of();
            case LIVE -> {
                var lines = new ArrayList<String>();
                for (var line : activities.lines(now)) {
                    lines.add((lines.isEmpty() ? stamp(now) : NO_STAMP)
                            + style.coloured(TerminalStyle.Colour.FAINT, shortened(PrintableText.of(line))));
                }
                yield lines;
            }
        };
    }

    private static String shortened(String summary) {
        return summary.length() <= LONGEST_STATUS ? summary : summary.substring(0, LONGEST_STATUS) + "…";
    }

    /** How long after the beginning, in a column. */
    private String stamp(Instant now) {
        var elapsed = ElapsedTime.of(Duration.between(started.orElse(now), now));
        return style.coloured(TerminalStyle.Colour.FAINT, "%11s".formatted(elapsed)) + "  ";
    }

    @Override
    public synchronized void close() throws IOException {
        beating.ifPresent(Heartbeat.Beating::close);
        activities.clear();
        if (trouble.isPresent()) {
            throw trouble.get();
        }
        if (!status.isEmpty()) {
            out.write(erasure());
            out.flush();
        }
    }
}
