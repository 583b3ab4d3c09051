package dev.espalier.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The {@code espalier} command as a process of its own, in a directory of its own.
 *
 * @param home where its tests, reports and run directories are
 */
record CommandUnderTest(Path home) {
    /** Gives a command a terminal of its own, which is typed on through a pipe. */
    static final List<String> AT_A_TERMINAL = List.of("bash", "-c",
            "TERM=xterm exec script --quiet --return --command \"$(printf '%q ' \"$@\")\" /dev/null", "bash");

    /** A test that runs on the local backend. */
    Path test(String script, String... machines) throws IOException {
        var nodes = Stream.of(machines)
                .map(machine -> "\"%s\": {\"backend\": \"local\", \"vlans\": []}".formatted(machine))
                .toList();
        return configured(script, "{\"vms\": {" + String.join(", ", nodes) + "}}");
    }

    Path configured(String script, String configuration) throws IOException {
        var directory = Files.createTempDirectory(home, "test");
        Files.writeString(directory.resolve("machines.json"), configuration);
        Files.writeString(directory.resolve("test.java"), script);
        return directory;
    }

    Path report() {
        return home.resolve("report");
    }

    Path runBase() throws IOException {
        return Files.createDirectories(home.resolve("run"));
    }

    /** What the command's runs have left where they keep their sockets and disks. */
    List<Path> leftovers() throws IOException {
        try (var files = Files.list(runBase())) {
            return files.filter(file -> file.getFileName().toString().startsWith("espalier-")).toList();
        }
    }

    /** Has the command find its images where the other tests have theirs. */
    void shareImages(Path cache) throws IOException {
        Files.createSymbolicLink(Files.createDirectories(userCache()).resolve("espalier"), cache.toAbsolutePath());
    }

    /** Before its home is removed, with nothing that lies elsewhere. */
    void unshareImages() throws IOException {
        Files.delete(userCache().resolve("espalier"));
    }

    private Path userCache() {
        return home.resolve("cache");
    }

    Running start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** @param within what runs the command, in a way of its own */
    Running start(List<String> within, String... arguments) throws IOException {
        var command = new ArrayList<>(within);
        command.addAll(List.of("env", "--default-signal",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + runBase(), "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        var err = Files.createTempFile(home, "command", ".err");
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectError(err.toFile());
        builder.environment().put("XDG_CACHE_HOME", userCache().toString());
        builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
        var process = builder.start();
        return new Running(process, process.inputReader(StandardCharsets.UTF_8), err, new StringBuilder());
    }

    Finished run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    record Running(Process process, BufferedReader reader, Path err, StringBuilder said) {

        void type(String text) throws IOException {
            var keys = process.getOutputStream();
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        }

        /** Kills the command, waits up to a second for what it had started to end, and returns what has not. */
        List<ProcessHandle> kill() throws InterruptedException {
            var descendants = process.descendants().toList();
            process.destroyForcibly().waitFor();
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            while (descendants.stream().anyMatch(Running::runs) && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            return descendants.stream().filter(Running::runs).toList();
        }

        /** Whether it is more than an entry that nobody has asked about yet: a container may have nobody who does. */
        private static boolean runs(ProcessHandle process) {
            try {
                var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
                return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
            } catch (IOException gone) {
                return false;
            }
        }

        /** Waits until the command has said {@code words} in a line. */
        void awaitWords(String words) throws IOException {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                said.append(line).append('\n');
                if (line.contains(words)) {
                    return;
                }
            }
            throw new AssertionError("never said " + words + ":\n" + said + Files.readString(err));
        }

        /** Waits until the command has said {@code text}, be it in a line that has not ended. */
        void awaitText(String text) throws IOException {
            var from = said.length();
            while (said.indexOf(text, from) < 0) {
                var character = reader.read();
                if (character < 0) {
                    throw new AssertionError("never said " + text + ":\n" + said + Files.readString(err));
                }
                said.append((char) character);
            }
        }

        /** Gives the terminal that the command has of its own another size. */
        void resize(int rows, int columns) throws IOException, InterruptedException {
            var terminal = process.descendants()
                    .map(child -> Path.of("/proc", Long.toString(child.pid()), "fd", "0"))
                    .filter(Running::isTerminal)
                    .findFirst()
                    .orElseThrow();
            var stty = new ProcessBuilder("stty", "-F", Files.readSymbolicLink(terminal).toString(), "rows",
                    Integer.toString(rows), "columns", Integer.toString(columns)).inheritIO().start();
            if (stty.waitFor() != 0) {
                throw new IOException("the terminal is not resized");
            }
        }

        private static boolean isTerminal(Path input) {
            try {
                return Files.readSymbolicLink(input).startsWith("/dev/pts");
            } catch (IOException gone) {
                return false;
            }
        }

        Finished await() throws IOException, InterruptedException {
            reader.lines().forEach(line -> said.append(line).append('\n'));
            return new Finished(process.waitFor(), said.toString(), Files.readString(err));
        }
    }

    record Finished(int status, String out, String err) {}
}
