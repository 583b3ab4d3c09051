package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import dev.espalier.runtime.cgroup.ControlGroup;

/**
 * A container's first process.
 *
 * @param pid its number on this host
 */
record ContainerLeader(long pid) {
    /**
     * All that nspawn makes but that of processes. {@code --all} would leave out those that nsenter takes to be in already, by its
     * own number, which is another's in the /proc of this host.
     */
    private static final List<String> OTHER_NAMESPACES = List.of("--mount", "--uts", "--ipc", "--net", "--cgroup");

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    /** See proc(5). */
    private static final Pattern NUMBERS = Pattern.compile("^NSpid:\\s+(.*)$", Pattern.MULTILINE);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /**
     * Finds the first process of the container that runs in a group.
     *
     * @param inside its number in the namespace that nspawn runs in
     * @return nothing if it has ended
     */
    static Optional<ContainerLeader> find(ControlGroup group, long inside) throws IOException {
        for (var pid : group.processes()) {
            var process = new ContainerLeader(pid);
            var numbers = process.numbers();
            if (numbers.size() > 1 && numbers.getLast() == 1 && numbers.get(numbers.size() - 2) == inside) {
                return Optional.of(process);
            }
        }
        return Optional.empty();
    }

    /** Its numbers in all namespaces of processes that it is in, the innermost last; none if it has ended. */
    private List<Long> numbers() {
        try {
            var found = NUMBERS.matcher(Files.readString(own("status")));
            return found.find()
                    ? BLANKS.splitAsStream(found.group(1)).map(Long::valueOf).toList()
                    : List.of();
        } catch (IOException ended) {
            return List.of();
        }
    }

    /** What a container's first process is in the end. */
    enum Init {
        /** Systemd, which the program that nspawn starts may still have to become. */
        SYSTEMD,
        /** The program that nspawn starts, which may be systemd. */
        ANY
    }

    /**
     * Waits until it can be asked for something, or has ended. nspawn's own process becomes it; where it is systemd, that takes
     * orders a little later.
     */
    void awaitReady(Init init) throws InterruptedException {
        while (!isReady(init)) {
            var unused = new CountDownLatch(1).await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean isReady(Init init) {
        try {
            return switch (Files.readString(own("comm")).strip()) {
                case "systemd-nspawn" -> false;
                case "systemd" -> Files.exists(own("root").resolve("run/systemd/private"));
                default -> init == Init.ANY;
            };
        } catch (IOException ended) {
            return true;
        }
    }

    private Path own(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    /**
     * The arguments that run {@code command} in the container.
     *
     * @param waiting runs on this host, is given what to start as further arguments, and waits for it
     */
    List<String> entering(List<String> waiting, List<String> command) {
        var all = nsenter(List.of("--pid"));
        all.addAll(waiting);
        all.addAll(nsenter(OTHER_NAMESPACES));
        all.addAll(command);
        return List.copyOf(all);
    }

    private List<String> nsenter(List<String> namespaces) {
        var all = new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid)));
        all.addAll(namespaces);
        all.addAll(List.of("--no-fork", "--"));
        return all;
    }
}
