package dev.espalier.backends.image;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second JVM that gets an image, as another user of the same cache. It prints a line for each event. */
final class OtherJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OtherJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    }

    /** What the other JVM runs: the cache's directory, the image, and the step at which it stands still, if any. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws Exception {
            var image = new ImageCache(Path.of(arguments[0])).get(spec(arguments[1]), event -> {
                System.out.println(event);
                if (arguments.length > 2 && event.toString().contains(arguments[2])) {
                    System.out.println("standing still");
                    readToTheEnd();
                }
            });
            System.out.println("got " + image.kernel());
        }

        private static ImageSpec.Built spec(String kind) {
            return kind.equals("tiny") ? new ImageSpec.Tiny() : new ImageSpec.Debian(List.of());
        }

        private static void readToTheEnd() {
            try {
                var unused = System.in.readAllBytes();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    static OtherJvm startTiny(Path cache, String... standStillAt) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), cache, "tiny", standStillAt);
    }

    static OtherJvm startDebian(Path cache) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), cache, "debian");
    }

    /** Starts one as the user "nobody", who cannot read this user's files: the class path is copied for it. */
    static OtherJvm startAsNobody(Path cache, Path copies) throws IOException {
        var entries = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var copy = copies.resolve(Integer.toString(entries.size()));
            copy(Path.of(entry), copy);
            entries.add(copy.toString());
        }
        return start(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                String.join(File.pathSeparator, entries), cache, "tiny");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static OtherJvm start(List<String> prefix, String classPath, Path cache, String image,
            String... standStillAt)
            throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
                Main.class.getName(), cache.toString(), image));
        command.addAll(List.of(standStillAt));
        return new OtherJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Reads on until a line that contains {@code text}. */
    String awaitLine(String text) throws IOException {
        var before = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return line;
            }
            before.append(line).append('\n');
        }
        throw new IOException("the other JVM ended without saying \"" + text + "\":\n" + before);
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Kills it with SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it go on, if it stands still. */
    void resume() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        var unused = process.onExit().join();
    }
}
