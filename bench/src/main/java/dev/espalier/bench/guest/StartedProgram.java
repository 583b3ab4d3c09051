package dev.espalier.bench.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

/**
 * A program of this host's that gives a guest one command, and is started anew for each.
 *
 * @param program what to start for a command
 */
public record StartedProgram(Function<String, List<String>> program) implements Subject {
    private static final int CHUNK = 64 * 1024;

    @Override
    public void succeed() throws IOException {
        var unused = run("true", InputStream.nullInputStream());
    }

    @Override
    public long download(long bytes) throws IOException {
        return run(Zeros.command(bytes), InputStream.nullInputStream());
    }

    @Override
    public void upload(long bytes) throws IOException {
        var unused = run(Zeros.reading(bytes), new Zeros(bytes));
    }

    /** How many bytes the command writes. */
    private long run(String command, InputStream input) throws IOException {
        var started = new ProcessBuilder(program.apply(command)).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var stdin = started.getOutputStream()) {
            copy(input, stdin);
        }
        var written = copy(started.getInputStream(), OutputStream.nullOutputStream());
        try {
            if (started.waitFor() != 0) {
                throw new IOException(command + " failed: " + started.exitValue());
            }
        } catch (InterruptedException e) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return written;
    }

    private static long copy(InputStream from, OutputStream to) throws IOException {
        var chunk = new byte[CHUNK];
        var copied = 0L;
        for (var count = from.read(chunk); count >= 0; count = from.read(chunk)) {
            to.write(chunk, 0, count);
            copied += count;
        }
        return copied;
    }
}
