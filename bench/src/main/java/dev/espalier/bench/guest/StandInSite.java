package dev.espalier.bench.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.espalier.backends.cloudhypervisor.StrictCloudHypervisor;
import dev.espalier.backends.firecracker.StrictFirecracker;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.StrictTimes;

/**
 * What the program in a monitor's place has in the directory of the only such machine that runs below this JVM.
 *
 * @param files their names
 */
public record StandInSite(MachineFiles files) {
    private static final Set<String> PROGRAMS = Set.of(StrictFirecracker.class.getName(),
            StrictCloudHypervisor.class.getName());

    public static StandInSite running() throws IOException {
        for (var process : ProcessHandle.current().descendants().toList()) {
            var directory = isStandIn(process) ? directory(process) : Optional.<Path>empty();
            if (directory.isPresent()) {
                return new StandInSite(new MachineFiles(directory.get()));
            }
        }
        throw new IOException("no program stands in for a monitor");
    }

    private static boolean isStandIn(ProcessHandle process) {
        return process.info()
                .arguments()
                .stream()
                .flatMap(Arrays::stream)
                .anyMatch(PROGRAMS::contains);
    }

    /** Where it has the file open that it tells its times in; who starts the program, with the same arguments, has none. */
    private static Optional<Path> directory(ProcessHandle process) throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (var file : files) {
                var leadsTo = Files.readSymbolicLink(file);
                if (leadsTo.endsWith(StrictTimes.FILE)) {
                    return Optional.ofNullable(leadsTo.getParent());
                }
            }
        }
        return Optional.empty();
    }

    /** Where it listens for connections to its guest. */
    public Path vsock() {
        return files.vsock();
    }

    /**
     * What the driver took for a start that began at {@code call}, until the program had answered {@code last}: the whole time
     * but for what the program says that it was at work.
     *
     * @param call in microseconds since the epoch
     * @param last method and path
     * @return in microseconds
     */
    public long overhead(long call, String last) throws IOException {
        return overhead(StrictTimes.in(files.directory()), call, last);
    }

    static long overhead(List<StrictTimes.Span> spans, long call, String last) {
        var end = spans.stream()
                .filter(span -> span.what().equals(last))
                .mapToLong(StrictTimes.Span::end)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it was not told " + last));
        return end - call - StrictTimes.covered(spans.stream().filter(span -> span.end() <= end).toList());
    }
}
