package dev.espalier.seat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.error.HostNotReady;

/**
 * Reads the text off pictures, by tesseract. About every tenth character of a console's font is read wrong, whatever one
 * does, which is why there are variants.
 */
public final class TextRecognition {
    private static final String DEBIAN_PACKAGE = "tesseract-ocr";
    /** One block of text: what a screen is at most times. */
    private static final String PAGE_SEGMENTATION = "6";

    private final String program;
    private final UnaryOperator<List<String>> entering;

    /** @param entering makes of a command the one that runs it where it does not outlive us */
    public TextRecognition(UnaryOperator<List<String>> entering) {
        this("tesseract", entering);
    }

    TextRecognition(String program, UnaryOperator<List<String>> entering) {
        this.program = program;
        this.entering = entering;
    }

    /**
     * What can be read, the best first; each is read only when it is asked for.
     *
     * @throws HostNotReady if there is no tesseract
     */
    public Stream<String> read(byte[] png) {
        HostPrograms.missing(program, DEBIAN_PACKAGE).ifPresent(missing -> {
            throw new HostNotReady(List.of(missing));
        });
        var picture = Picture.ofPng(png);
        var large = picture.doubled();
        return large.isDark()
                ? Stream.of(large.negated(), large, picture).map(this::recognized)
                : Stream.of(large, large.negated(), picture).map(this::recognized);
    }

    private String recognized(Picture picture) {
        try {
            var process = start();
            give(picture, process);
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var status = process.waitFor();
            if (status != 0) {
                throw new HostNotReady(List.of(new Requirement(program + " fails with exit status " + status,
                        "apt-get install " + DEBIAN_PACKAGE + " tesseract-ocr-eng")));
            }
            return text.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(program + " reads no picture", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted while reading a screen");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    private Process start() throws IOException {
        var command = entering.apply(List.of(program, "stdin", "stdout", "--psm", PAGE_SEGMENTATION));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        return builder.start();
    }

    private static void give(Picture picture, Process process) {
        try (var input = process.getOutputStream()) {
            input.write(picture.pgm());
        } catch (IOException e) {
            // it has ended early, and its exit status tells more
        }
    }
}
