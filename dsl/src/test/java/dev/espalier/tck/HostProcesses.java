package dev.espalier.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The processes of all clusters that are open in this JVM. */
public final class HostProcesses {
    private HostProcesses() {}

    public static List<ProcessHandle> all() {
        return ProcessHandle.current().descendants().toList();
    }

    /**
     * Kills one of them.
     *
     * @param commandLine what its command line is known by, among all others'
     */
    public static void kill(Predicate<List<String>> commandLine) {
        var found = all().stream().filter(process -> commandLine.test(words(process))).toList();
        if (found.size() != 1 || !found.getFirst().destroyForcibly()) {
            throw new IllegalStateException("one process was to be killed, not " + found);
        }
    }

    /** Read here as the JDK knows only the beginning of a long one; one empty word if the process has ended. */
    private static List<String> words(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).split("\0"));
        } catch (IOException ended) {
            return List.of("");
        }
    }
}
