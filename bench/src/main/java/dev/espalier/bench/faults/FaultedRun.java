package dev.espalier.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.bench.LoopbackHost;
import dev.espalier.cli.Main;
import dev.espalier.engine.Sweep;
import dev.espalier.runtime.io.FileTree;

/** One run of the {@code espalier} command in a JVM of its own, during which something breaks. */
final class FaultedRun {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** Within this time all is gone that a run leaves to the kernel to take away. */
    private static final Duration GONE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Plan plan;
    private final Path home;
    private final Path runBase;
    private final Optional<LoopbackHost> host;

    private FaultedRun(Plan plan, Path home, Optional<LoopbackHost> host) throws IOException {
        this.plan = plan;
        this.home = home;
        this.host = host;
        this.runBase = Files.createDirectory(home.resolve("run"));
    }

    static Observation of(Plan plan) throws IOException, InterruptedException {
        var home = Files.createTempDirectory("faults");
        var host = plan.scenario().startHost();
        try {
            return new FaultedRun(plan, home, host).observe();
        } finally {
            if (host.isPresent()) {
                host.get().close();
            }
            FileTree.remove(home);
        }
    }

    private Observation observe() throws IOException, InterruptedException {
        var before = HostState.now(runBase);
        var said = home.resolve("said");
        var jvm = new ProcessBuilder(command()).directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try (var descendants = Descendants.of(jvm.toHandle())) {
            var hit = new Saboteur(jvm, this::sessions, runBase, events()).bringAbout(plan.fault());
            var ended = jvm.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            var exit = ended ? Optional.of(jvm.exitValue()) : Optional.<Integer>empty();
            if (!ended) {
                jvm.destroyForcibly().waitFor();
            }
            return new Observation(exit, through(), hit, Files.readString(said), left(jvm.pid(), before, descendants));
        }
    }

    private List<String> command() throws IOException, InterruptedException {
        var test = Files.createDirectory(home.resolve("test"));
        plan.scenario().write(test, host);
        var command = new ArrayList<>(surroundings());
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow", "--illegal-native-access=allow", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx256m", "-Djava.io.tmpdir=" + runBase,
                "-Dlogback.configurationFile=dev/espalier/cli/logback.xml", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "run", "-o",
                home.resolve("report").toString(), test.toString()));
        return command;
    }

    /** What starts the command where it is to run. */
    private List<String> surroundings() {
        return switch (plan.fault()) {
            case Fault.FewFiles(var most) -> List.of("prlimit", "--nofile=" + most, "--");
            case Fault.SmallDisk(var kibibytes) -> List.of("unshare", "--mount", "sh", "-c",
                    "mount -t tmpfs -o size=" + kibibytes + "k tmpfs \"$1\" && shift && exec \"$@\"", "sh",
                    runBase.toString());
            case Fault.Nothing nothing -> List.of();
            case Fault.Ends ends -> List.of();
            case Fault.StandsStill pause -> List.of();
            case Fault.HostStandsStill pause -> List.of();
            case Fault.Garbage garbage -> List.of();
        };
    }

    /** What runs on the host that was there before. */
    private List<ProcessHandle> sessions() {
        return host.map(LoopbackHost::sessions).orElse(List.of());
    }

    private Path events() {
        return home.resolve("report/events.jsonl");
    }

    /** When the script was through, by the run's own record. */
    private Optional<Instant> through() throws IOException {
        if (!Files.exists(events())) {
            return Optional.empty();
        }
        for (var line : Files.readAllLines(events())) {
            if (line.contains(Scenario.THROUGH) && line.endsWith("}")) {
                return Optional.of(Instant.parse(JSON.readTree(line).path("at").asText()));
            }
        }
        return Optional.empty();
    }

    /** What is still there when the kernel and the next run have had time for what is theirs to take away. */
    private List<String> left(long jvm, HostState before, Descendants descendants)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + GONE.toNanos();
        var left = List.<String>of();
        do {
            Sweep.of(runBase);
            left = new ArrayList<>(HostState.now(runBase).groupsOf(jvm).since(before));
            for (var pid : descendants.living()) {
                left.add(left(pid));
            }
            for (var process : sessions()) {
                left.add(left(process.pid()));
            }
            if (left.isEmpty()) {
                return left;
            }
        } while (!new CountDownLatch(1).await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)
                && System.nanoTime() < deadline);
        return left;
    }

    private static String left(long pid) {
        return "left: process " + pid + ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .map(words -> " " + words)
                .orElse("");
    }
}
