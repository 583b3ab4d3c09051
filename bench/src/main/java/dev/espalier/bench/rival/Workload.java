package dev.espalier.bench.rival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a rival's test does: boots, runs {@code true}, runs it many times more, and has one output.
 *
 * @param commands how many times, after a quarter as many that do not count
 * @param bytes    of the output, whole blocks of 64 KiB
 * @param figures  the file for what was measured
 */
public record Workload(int commands, long bytes, Path figures) {
    private static final int BLOCK = 65_536;

    /** A test that lies beside this class, with its holes filled. */
    String test(String name) {
        try (var source = Objects.requireNonNull(Workload.class.getResourceAsStream(name), name)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@MACHINE@", Rival.MACHINE)
                    .replace("@COMMANDS@", Integer.toString(commands))
                    .replace("@WARM_UP@", Integer.toString(Math.max(1, commands / 4)))
                    .replace("@BLOCKS@", Long.toString(bytes / BLOCK))
                    .replace("@FIGURES@", figures.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
