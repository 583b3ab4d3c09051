package dev.espalier.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What processes take of their host.
 *
 * @param bytes of memory; what several share is divided among them
 * @param ticks of processor time so far
 */
record ProcessCosts(long bytes, long ticks) {
    private static final String MEMORY = "Pss:";
    private static final int KIBIBYTE = 1024;
    private static final int USER = 11;
    private static final double TICKS_OF_A_SECOND = 100;
    private static final double WHOLE = 100;

    /** Of all that are there; one that ends meanwhile takes nothing. */
    static ProcessCosts of(Collection<ProcessHandle> processes) throws IOException {
        var bytes = 0L;
        var ticks = 0L;
        for (var process : processes) {
            var directory = Path.of("/proc", Long.toString(process.pid()));
            try {
                bytes += memory(directory);
                ticks += ticks(directory);
            } catch (NoSuchFileException ended) {
                // it takes nothing
            }
        }
        return new ProcessCosts(bytes, ticks);
    }

    static ProcessCosts of(ProcessHandle process) throws IOException {
        return of(List.of(process));
    }

    private static long memory(Path process) throws IOException {
        try (var lines = Files.lines(process.resolve("smaps_rollup"))) {
            return lines.filter(line -> line.startsWith(MEMORY))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * KIBIBYTE)
                    .sum();
        }
    }

    /** Resident memory of a process, with all that it shares with others. */
    static long resident(ProcessHandle process) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * KIBIBYTE)
                    .sum();
        }
    }

    private static long ticks(Path process) throws IOException {
        var stat = Files.readString(process.resolve("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]);
    }

    /** Of one core, in percent, since then. */
    double percentSince(ProcessCosts before, double seconds) {
        return (ticks - before.ticks) / TICKS_OF_A_SECOND / seconds * WHOLE;
    }
}
