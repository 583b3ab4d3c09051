package dev.espalier.bench.microvm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.Virtualization;
import dev.espalier.runtime.io.FileTree;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code bench/verify-microvm} command. */
@Command(name = "bench/verify-microvm", mixinStandardHelpOptions = true, description = "Holds the backends firecracker and cloud-hypervisor to their contracts with real programs: on this host's KVM, or in an emulated machine that has some.")
public final class Main implements Callable<Integer> {
    private static final List<String> BACKENDS = List.of("dev.espalier.tck.firecracker",
            "dev.espalier.tck.cloudhypervisor");
    private static final int REFUSED = 2;

    @Option(names = "--firecracker", paramLabel = "PATH", description = "a release of Firecracker, statically linked")
    private Optional<Path> firecracker = Optional.empty();

    @Option(names = "--jailer", paramLabel = "PATH", description = "the jailer of the same release")
    private Optional<Path> jailer = Optional.empty();

    @Option(names = "--cloud-hypervisor", paramLabel = "PATH", description = "a release of Cloud Hypervisor, statically linked")
    private Optional<Path> cloudHypervisor = Optional.empty();

    @Option(names = "--rehearse", description = "goes all the way without any of them: a guest of QEMU's runs on KVM there, and the other contracts are skipped")
    private boolean rehearse;

    @Option(names = "--contracts", paramLabel = "PATTERN", defaultValue = "", description = "only those whose names have this, a regular expression, in them; all of them take most of an hour in an emulated machine")
    private Pattern chosen = Pattern.compile("");

    private Main() {}

    /** The one place that ends the JVM: this is a command, which nothing embeds. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var monitors = new Monitors(firecracker, jailer, cloudHypervisor);
        var trouble = rehearse ? monitors.useless() : monitors.lacking();
        if (!trouble.isEmpty()) {
            trouble.forEach(each -> System.err.println("bench/verify-microvm: " + each));
            return REFUSED;
        }
        var emulation = Virtualization.lacking();
        return emulation.isPresent() ? elsewhere(emulation.get(), monitors) : here(monitors);
    }

    private static List<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }

    private static Path jdk() {
        return Path.of(System.getProperty("java.home"));
    }

    private int here(Monitors monitors) throws IOException, InterruptedException {
        System.out.println("This host has KVM: the contracts run on it.");
        var environment = monitors.environment(monitor -> monitor.program().toAbsolutePath().toString());
        var libraries = Optional.ofNullable(jars().getFirst().toAbsolutePath().getParent()).orElseThrow();
        var builder = new ProcessBuilder(new ContractRun(BACKENDS, chosen, environment).command(jdk(), libraries,
                Optional.ofNullable(ImageCache.ofUser().snapshots().getParent()).orElseThrow())).inheritIO();
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }

    private int elsewhere(String why, Monitors monitors) throws IOException, InterruptedException {
        System.out.println(why);
        System.out.println("The contracts run in an emulated machine that has KVM of its own. That takes its time.");
        var links = Files.createTempDirectory("espalier-luggage");
        try (var outer = OuterGuest.boot()) {
            System.out.println(outer.kvm().strip());
            outer.take(packed(links, monitors));
            return outer.run(new ContractRun(BACKENDS, chosen, monitors.environment(OuterGuest::pathOf)), System.out);
        } finally {
            FileTree.remove(links);
        }
    }

    private static Luggage packed(Path links, Monitors monitors) throws IOException, InterruptedException {
        var luggage = Luggage.in(links).jdk(jdk()).libraries(jars());
        var images = ImageCache.ofUser();
        var wanted = new ArrayList<ImageSpec.Built>(List.of(new ImageSpec.Tiny()));
        if (!monitors.named().isEmpty()) {
            wanted.add(new ImageSpec.Debian(List.of("nginx-light")));
        }
        for (var image : wanted) {
            luggage.image(images.get(image, progress -> System.out.println(progress)));
        }
        for (var monitor : monitors.named()) {
            luggage.monitor(monitor);
        }
        return luggage;
    }
}
