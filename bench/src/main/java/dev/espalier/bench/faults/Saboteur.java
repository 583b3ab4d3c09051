package dev.espalier.bench.faults;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.espalier.bench.faults.Observation.Hit;
import dev.espalier.bench.faults.Observation.Role;

/**
 * Brings a fault about in a run.
 *
 * @param jvm     the run's
 * @param guests  what it has started elsewhere, as on a host that it reaches by SSH
 * @param runBase where it keeps its sockets
 * @param events  where it tells of itself
 */
record Saboteur(Process jvm, Supplier<List<ProcessHandle>> guests, Path runBase, Path events) {
    private static final Duration LONGEST_END = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int NONSENSE = 3000;
    /** What a process of sshd's calls itself that serves one connection. */
    private static final String SSH_SESSION = "sshd: ";

    /** Blocks until it is done, or the run is over; nothing if there was nothing to be done it to. */
    Optional<Hit> bringAbout(Fault fault) throws IOException, InterruptedException {
        return switch (fault) {
            case Fault.Nothing nothing -> Optional.empty();
            case Fault.FewFiles few -> Optional.empty();
            case Fault.SmallDisk small -> Optional.empty();
            case Fault.HostStandsStill(var after, var pause) -> {
                if (!isOverWithin(after)) {
                    var all = Stream.concat(Stream.of(jvm.toHandle()), started()).toList();
                    standStill(all, all, pause);
                }
                yield Optional.empty();
            }
            case Fault.Ends(var signal, var target, var after) -> {
                var hit = isOverBefore(target, after) ? Optional.<ProcessHandle>empty() : choose(target);
                yield hit.isPresent() ? end(hit.get(), signal) : Optional.empty();
            }
            case Fault.StandsStill(var target, var after, var pause) -> {
                var hit = isOverBefore(target, after) ? Optional.<ProcessHandle>empty() : choose(target);
                yield hit.isPresent() ? stop(hit.get(), pause) : Optional.empty();
            }
            case Fault.Garbage(var seed, var after) -> {
                if (!isOverWithoutMachines() && !isOverWithin(after)) {
                    talkNonsense(new SplittableRandom(seed));
                }
                yield Optional.empty();
            }
        };
    }

    private boolean isOverBefore(Fault.Target target, Duration after) throws IOException, InterruptedException {
        return switch (target) {
            case Fault.Target.Jvm itself -> isOverWithin(after);
            case Fault.Target.Vmm vmm -> isOverWithoutMachines() || isOverWithin(after);
            case Fault.Target.Any any -> isOverWithoutMachines() || isOverWithin(after);
        };
    }

    /** Waits until the first machine is started. */
    private boolean isOverWithoutMachines() throws IOException, InterruptedException {
        while (!Files.exists(events) || !Files.readString(events).contains("machine_starting")) {
            if (isOverWithin(BETWEEN_LOOKS)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOverWithin(Duration time) throws InterruptedException {
        return jvm.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Optional<ProcessHandle> choose(Fault.Target target) {
        return switch (target) {
            case Fault.Target.Jvm itself -> Optional.of(jvm.toHandle());
            case Fault.Target.Vmm(var seed) -> {
                var all = started().toList();
                var vital = all.stream().filter(process -> role(process) == Role.VITAL).toList();
                yield oneOf(vital.isEmpty() ? all : vital, seed);
            }
            case Fault.Target.Any(var seed) -> oneOf(started().toList(), seed);
        };
    }

    private Stream<ProcessHandle> started() {
        return Stream.concat(jvm.descendants(), guests.get().stream());
    }

    private static Optional<ProcessHandle> oneOf(List<ProcessHandle> processes, long seed) {
        return processes.isEmpty()
                ? Optional.empty()
                : Optional.of(processes.get(new SplittableRandom(seed).nextInt(processes.size())));
    }

    private Role role(ProcessHandle process) {
        if (process.equals(jvm.toHandle())) {
            return Role.JVM;
        }
        var words = words(process);
        var isVmm = words.stream()
                .limit(1)
                .anyMatch(word -> word.endsWith("systemd-nspawn")
                        || word.contains("qemu-system")
                        || word.startsWith(SSH_SESSION));
        var isProbe = words.stream().anyMatch(word -> word.startsWith("isa-debug-exit"));
        return isVmm && !isProbe ? Role.VITAL : Role.OTHER;
    }

    private static List<String> words(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).split("\0", -1));
        } catch (IOException ended) {
            return List.of();
        }
    }

    private Optional<Hit> end(ProcessHandle process, Fault.EndSignal signal) throws InterruptedException {
        var words = description(process);
        var role = role(process);
        var sent = switch (signal) {
            case KILL -> process.destroyForcibly();
            case TERM -> process.destroy();
        };
        return sent ? Optional.of(new Hit(words, role, end(process))) : Optional.empty();
    }

    private static Optional<Instant> end(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(Instant.now());
        } catch (TimeoutException | ExecutionException deaf) {
            return Optional.empty();
        }
    }

    private Optional<Hit> stop(ProcessHandle process, Duration pause) throws IOException, InterruptedException {
        var hit = new Hit(description(process), role(process), Optional.empty());
        standStill(List.of(process), lineage(process), pause);
        return Optional.of(hit);
    }

    /** The process and those of the run that it was started by, the oldest first. */
    private List<ProcessHandle> lineage(ProcessHandle process) {
        var lineage = Stream.iterate(Optional.of(process), Optional::isPresent, it -> it.get().parent())
                .map(Optional::get)
                .takeWhile(ancestor -> ancestor.equals(process) || started().anyMatch(ancestor::equals))
                .toList();
        return lineage.reversed();
    }

    /**
     * What waits for a process that stands still may stop itself with it, as nsenter and unshare do. Whoever goes on has to be
     * after what it waits for: if it looked while that still stood, it would stop once more.
     *
     * @param stopped   who is told to stand still
     * @param continued who is told to go on, parents before what they have started
     */
    private static void standStill(List<ProcessHandle> stopped, List<ProcessHandle> continued, Duration pause)
            throws IOException, InterruptedException {
        signal("STOP", stopped);
        try {
            var unused = new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            signal("CONT", continued.reversed());
        }
    }

    private static String description(ProcessHandle process) {
        return String.join(" ", words(process).stream().limit(4).toList());
    }

    private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        var unused = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void talkNonsense(SplittableRandom random) throws IOException {
        List<Path> sockets;
        try (var files = Files.walk(runBase, 3)) {
            sockets = files.filter(file -> file.toString().endsWith(".sock")).toList();
        }
        if (sockets.isEmpty()) {
            return;
        }
        var nonsense = new byte[random.nextInt(NONSENSE)];
        random.nextBytes(nonsense);
        try (var socket = SocketChannel.open(
                UnixDomainSocketAddress.of(sockets.get(random.nextInt(sockets.size()))))) {
            socket.write(ByteBuffer.wrap(nonsense));
        } catch (IOException refused) {
            // nobody listens there, or hung up
        }
    }
}
