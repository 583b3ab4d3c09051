package dev.espalier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.espalier.engine.Asks;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.guest.Deadline;
import dev.espalier.seat.LoosePattern;
import dev.espalier.seat.TextRecognition;

/**
 * A machine's screen. Text on a text screen is read exactly, out of the machine's memory, for which the guest is stopped for
 * some milliseconds; text on any other is recognised by tesseract, where much is read wrong.
 *
 * <p>If the machine has no screen of its own, this is what its guest shows, by the guest's programs: {@code grim} for a Wayland
 * session, {@code xwd} or {@code import} for an X server, none for a framebuffer. Then all methods start the machine if it
 * is not running, and throw {@link dev.espalier.error.ToolMissing} if the guest has nothing of that.
 */
public final class MachineScreen {
    private static final String PNG = ".png";
    private static final long PAUSE_MILLIS = 200;
    private static final Executor AFTER_A_PAUSE = CompletableFuture.delayedExecutor(PAUSE_MILLIS,
            TimeUnit.MILLISECONDS);

    private final Machine machine;
    private final View view;
    private final TextRecognition recognition;
    private final Path pictures;
    private final Announcer announcer;

    /** @param pictures where screenshots go */
    MachineScreen(Machine machine, View view, TextRecognition recognition, Path pictures,
            Announcer announcer) {
        this.machine = machine;
        this.view = view;
        this.recognition = recognition;
        this.pictures = pictures;
        this.announcer = announcer;
    }

    /**
     * Puts what the screen shows into the output directory.
     *
     * @param name of the file; {@code .png} is added unless it ends so
     */
    public Path screenshot(String name) {
        var file = name.endsWith(PNG) ? name : name + PNG;
        if (!Path.of(file).equals(Path.of(file).getFileName()) || file.equals(PNG)) {
            throw new IllegalArgumentException("a screenshot's name is that of a file, without directories: " + name);
        }
        try {
            var written = Files.write(pictures.resolve(file), png());
            announcer.screenshot(machine.name(), file);
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the screenshot " + file, e);
        }
    }

    /** What the screen shows, as a PNG. */
    public byte[] png() {
        return view.png();
    }

    /**
     * The text on the screen.
     *
     * @throws dev.espalier.error.HostNotReady if that takes tesseract and this host has none
     */
    public String text() {
        return looks().findFirst().orElseThrow();
    }

    /** The text on the screen, in all ways in which it was read, the best first; a text screen's in one. */
    public List<String> textVariants() {
        return looks().toList();
    }

    private Stream<String> looks() {
        return view.text().map(Stream::of).orElseGet(() -> recognition.read(png()));
    }

    /** As {@link #waitForText(String, Duration)}, for at most {@link Machine#DEFAULT_TIMEOUT}. */
    public void waitForText(String regex) {
        waitForText(regex, Machine.DEFAULT_TIMEOUT);
    }

    /**
     * Waits until a text is on the screen, in any of the ways in which it is read.
     *
     * @param regex found anywhere, whatever the case of its letters, and with any number of blanks or line ends where
     *              it has one blank
     * @throws WaitTimedOut                    if it does not come; with the text that is there instead
     * @throws dev.espalier.error.HostNotReady if reading takes tesseract and this host has none
     */
    public void waitForText(String regex, Duration timeout) {
        var wanted = new LoosePattern(regex);
        var what = "the text " + regex + " on its screen";
        announcer.waiting(machine.name(), what, () -> {
            var deadline = Deadline.in(timeout, announcer::now);
            for (var last = look(wanted, new byte[0]); !last.found(); last = look(wanted, last.picture())) {
                if (deadline.passed()) {
                    throw new WaitTimedOut(machine.name(), what, deadline.elapsed(), text(),
                            machine.console().lastLines());
                }
                Asks.await(CompletableFuture.runAsync(() -> {}, AFTER_A_PAUSE));
            }
        });
    }

    /** @param picture what was on the screen; empty of a text screen */
    @SuppressWarnings("ArrayRecordComponent")
    private record Look(boolean found, byte[] picture) {}

    /** A picture in which nothing was found is not read again. */
    private Look look(LoosePattern wanted, byte[] last) {
        var text = view.text();
        if (text.isPresent()) {
            return new Look(wanted.foundIn(text.get()), new byte[0]);
        }
        var picture = png();
        return new Look(!Arrays.equals(picture, last) && recognition.read(picture).anyMatch(wanted::foundIn), picture);
    }
}
