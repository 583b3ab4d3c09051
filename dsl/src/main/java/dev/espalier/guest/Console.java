package dev.espalier.guest;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import dev.espalier.engine.Asks;
import dev.espalier.error.WaitInVain;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.runtime.console.ConsoleLog;

/** What the machine says on its console, from its first start on. */
public final class Console {
    private final Guest guest;
    private final ConsoleLog log;
    private final Supplier<CompletionStage<Void>> life;
    private final AtomicLong unread = new AtomicLong();

    /** @param life starts the machine if need be; done when it is down, and fails if it dies */
    public Console(Guest guest, ConsoleLog log, Supplier<CompletionStage<Void>> life) {
        this.guest = guest;
        this.log = log;
        this.life = life;
    }

    /** What its log has kept of all that was said so far, over all starts of the machine; secrets are hidden in it. */
    public String text() {
        return log.text();
    }

    /** Its last lines, as many as belong to a message about something that went wrong. */
    public List<String> lastLines() {
        return guest.consoleTail();
    }

    /** The machine is being started: what it said before is over. */
    public void begin() {
        unread.set(log.end());
    }

    /**
     * Waits for a line in which the regular expression is found, and returns it. The lines that count are those since the
     * machine was last started and behind the line that the last such wait has found, also those that are there already.
     * So two waits for the same text want it twice. Starts the machine if there is no such line and it is not running.
     *
     * @throws java.util.regex.PatternSyntaxException if it is no regular expression
     * @throws WaitTimedOut                           if no such line comes; with the last lines
     * @throws WaitInVain                             if the machine is shut down meanwhile
     * @throws dev.espalier.error.MachineDied         if it dies meanwhile
     */
    public String waitForText(String regex, Duration timeout) {
        var pattern = Pattern.compile(regex);
        var what = "console text " + regex;
        return guest.waiting(what, () -> find(pattern, what, Deadline.in(timeout, guest.clock())));
    }

    /**
     * Passes on to {@code said} what the console says, in whole lines, and to {@code keyboard} what is typed, until nothing
     * more is typed or the machine is down. Starts the machine if it is not running.
     */
    public void interact(InputStream typed, OutputStream said, Consumer<String> keyboard) {
        new ConsoleDialogue(log, life.get(), keyboard).hold(typed, said);
    }

    private String find(Pattern pattern, String what, Deadline deadline) {
        var found = search(pattern, unread.get());
        if (found.text().isEmpty()) {
            found = await(pattern, found.next(), what, deadline);
        }
        unread.accumulateAndGet(found.next(), Math::max);
        return found.text().orElseThrow();
    }

    /** @param next the place behind the line that was found, or behind all lines */
    private record Search(Optional<String> text, long next) {}

    private Search search(Pattern pattern, long from) {
        var place = from;
        for (var lines = log.read(place); !lines.isEmpty(); lines = log.read(place)) {
            for (var line : lines) {
                place = line.next();
                if (pattern.matcher(line.text()).find()) {
                    return new Search(Optional.of(line.text()), place);
                }
            }
        }
        return new Search(Optional.empty(), place);
    }

    private Search await(Pattern pattern, long from, String what, Deadline deadline) {
        var end = life.get().toCompletableFuture();
        var ended = end.<Void>handle((down, failure) -> null);
        var place = from;
        while (true) {
            var isOver = ended.isDone();
            var found = search(pattern, place);
            if (found.text().isPresent()) {
                return found;
            }
            if (isOver) {
                Asks.await(end);
                throw new WaitInVain(guest.name(), what, "the machine is down", guest.consoleTail());
            }
            if (deadline.passed()) {
                throw new WaitTimedOut(guest.name(), what, deadline.elapsed(), "", guest.consoleTail());
            }
            place = found.next();
            var news = CompletableFuture.anyOf(log.growth(place).toCompletableFuture(), ended);
            Asks.await(news.completeOnTimeout(deadline, deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        }
    }
}
