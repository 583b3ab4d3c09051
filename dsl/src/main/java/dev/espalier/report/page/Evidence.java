package dev.espalier.report.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.espalier.report.OutputDirectory;

/** What a run has left beside its events, as much of it as a page can hold. */
record Evidence(OutputDirectory directory) {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /**
     * The end of a machine's console.
     *
     * @param leftOut how many bytes there are before it
     */
    record ConsoleTail(List<String> lines, long leftOut) {}

    /** As many whole lines as go into so many bytes; none if it has no console log. */
    ConsoleTail console(String machine, int most) throws IOException {
        var file = directory.consoleLog(machine);
        var last = Tail.of(file, most);
        var before = Tail.of(file.resolveSibling(file.getFileName() + ".1"), most - last.bytes().length);
        var bytes = new ByteArrayOutputStream();
        bytes.write(before.bytes());
        bytes.write(last.bytes());
        var leftOut = before.leftOut() + last.leftOut();
        var text = bytes.toString(StandardCharsets.UTF_8);
        var cut = leftOut == 0 ? 0 : text.indexOf('\n') + 1;
        return new ConsoleTail(text.substring(cut).lines().toList(),
                leftOut + text.substring(0, cut).getBytes(StandardCharsets.UTF_8).length);
    }

    /** A picture; none if it is larger, or not there any more, or not a PNG. */
    Optional<byte[]> screenshot(String file, int most) throws IOException {
        try {
            var path = directory.screenshot(file);
            if (Files.size(path) > most) {
                return Optional.empty();
            }
            var bytes = Files.readAllBytes(path);
            return Arrays.equals(PNG, Arrays.copyOf(bytes, PNG.length)) ? Optional.of(bytes) : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** The end of a file, and how much is before it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Tail(byte[] bytes, long leftOut) {

        static Tail of(Path file, int most) throws IOException {
            try (var channel = FileChannel.open(file)) {
                var size = channel.size();
                var bytes = ByteBuffer.allocate((int) Math.min(size, Math.max(0, most)));
                var from = size - bytes.capacity();
                while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                    // until all is read
                }
                return new Tail(Arrays.copyOf(bytes.array(), bytes.position()), from);
            } catch (NoSuchFileException none) {
                return new Tail(new byte[0], 0);
            }
        }
    }
}
