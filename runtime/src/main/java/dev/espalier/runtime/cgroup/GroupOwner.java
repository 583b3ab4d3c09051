package dev.espalier.runtime.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a control group is, as its name says: a process is known by its number and by when it started, since numbers are used
 * again.
 *
 * @param started in clock ticks after the host's start
 */
record GroupOwner(long pid, long started) {
    private static final Pattern NAME = Pattern.compile("espalier-(\\d{1,18})-(\\d{1,18})-[0-9a-f]{8}");
    private static final int STARTTIME_AFTER_COMMAND = 19;

    static GroupOwner thisProcess() {
        var pid = ProcessHandle.current().pid();
        try {
            return new GroupOwner(pid, started(pid).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whose group has that name, if it is one of ours. */
    static Optional<GroupOwner> of(String name) {
        return Optional.of(NAME.matcher(name))
                .filter(Matcher::matches)
                .map(found -> new GroupOwner(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))));
    }

    /** A name for a new group. */
    String newName() {
        return String.format(Locale.ROOT, "espalier-%d-%d-%08x", pid, started, ThreadLocalRandom.current().nextInt());
    }

    boolean lives() throws IOException {
        return started(pid).filter(began -> began == started).isPresent();
    }

    /**
     * See proc_pid_stat(5): the command's name, which may hold anything, ends at the last parenthesis. A process that ends
     * meanwhile can be opened and not be read.
     */
    private static Optional<Long> started(long pid) throws IOException {
        var process = Path.of("/proc/" + pid);
        try {
            var stat = Files.readString(process.resolve("stat"));
            var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(Long.parseLong(words[STARTTIME_AFTER_COMMAND]));
        } catch (IOException e) {
            if (Files.exists(process)) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
