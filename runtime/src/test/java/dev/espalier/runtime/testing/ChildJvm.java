package dev.espalier.runtime.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A second JVM that runs a main class of the tests, to be killed or to be another user. */
public final class ChildJvm implements AutoCloseable {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> OPTIONS = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Runs {@code main} with the tests' own class path; its standard output is read by line, its errors are ours. */
    public static ChildJvm running(Class<?> main, String... arguments) throws IOException {
        return start(command(System.getProperty("java.class.path"), main, arguments));
    }

    private static ChildJvm start(List<String> command) throws IOException {
        return new ChildJvm(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** As {@link #running}, through a program that starts another, with nothing but {@code classPath}. */
    public static ChildJvm through(List<String> wrapper, List<Path> classPath, Class<?> main, String... arguments)
            throws IOException {
        var command = new ArrayList<>(wrapper);
        command.addAll(command(classPath.stream().map(Path::toString).collect(Collectors.joining(":")), main,
                arguments));
        return start(command);
    }

    private static List<String> command(String classPath, Class<?> main, String... arguments) {
        var command = new ArrayList<String>(List.of(JAVA));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    public long pid() {
        return process.pid();
    }

    /** What follows {@code start} in the next line that begins so. */
    public String awaitLine(String start) throws IOException {
        var before = new ArrayList<String>();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
            before.add(line);
        }
        throw new AssertionError("the child JVM ended without saying '" + start + "', but " + before);
    }

    /** Says something on its standard input. */
    public void say(String text) throws IOException {
        var input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(text);
        input.flush();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        var unused = awaitExit();
    }

    public int awaitExit() {
        return process.onExit().orTimeout(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
