package dev.espalier.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a host's processors have done so far.
 *
 * @param busy      all of it, in ticks
 * @param processes what those did that are there now, by their numbers
 */
record HostWork(long busy, Map<Long, Effort> processes) {
    /** The parent of the kernel's threads. */
    private static final long KERNEL = 2;
    /** Of what follows the name in {@code /proc/PID/stat}. */
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;
    /** In {@code /proc/stat}, after the name. */
    private static final Set<Integer> NOT_WORKING = Set.of(4, 5);

    /** @param ticks its own, and those of its children that have ended */
    record Effort(long parent, long ticks) {}

    static HostWork now() {
        var found = new HashMap<Long, Effort>();
        ProcessHandle.allProcesses().forEach(process -> {
            try {
                found.put(process.pid(), effort(Files.readString(Path.of("/proc/" + process.pid() + "/stat"))));
            } catch (IOException ended) {
                // it has nothing more to say
            }
        });
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return new HostWork(busy(lines.findFirst().orElseThrow()), found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Effort effort(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        var ticks = 0L;
        for (int field = USER; field <= CHILDREN_SYSTEM; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return new Effort(Long.parseLong(fields[PARENT]), ticks);
    }

    private static long busy(String all) {
        var fields = all.split(" +", -1);
        var ticks = 0L;
        for (int field = 1; field < fields.length; field++) {
            if (!NOT_WORKING.contains(field)) {
                ticks += Long.parseLong(fields[field]);
            }
        }
        return ticks;
    }

    /**
     * Ticks that others worked since then. What a process did before it ended is its parent's then, all of it at once, so it
     * is no more than what the processors did beside our work.
     *
     * @param us with all below, which are not others; nor are the kernel's own threads
     */
    long foreignSince(HostWork before, long us) {
        var ours = new HashSet<Long>();
        processes.keySet().stream().filter(pid -> isBelow(pid, us) || isBelow(pid, KERNEL)).forEach(ours::add);
        var others = new HashSet<>(processes.keySet());
        others.removeAll(ours);
        var beside = Math.max(0, busy - before.busy - worked(ours, before));
        return Math.clamp(worked(others, before), 0L, beside);
    }

    private boolean isBelow(long pid, long root) {
        for (var at = pid; processes.containsKey(at); at = processes.get(at).parent()) {
            if (at == root) {
                return true;
            }
        }
        return false;
    }

    private long worked(Set<Long> some, HostWork before) {
        return some.stream()
                .mapToLong(pid -> ticks(pid) - before.ticks(pid))
                .sum();
    }

    private long ticks(long pid) {
        var process = processes.get(pid);
        return process == null ? 0 : process.ticks();
    }
}
