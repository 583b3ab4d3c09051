package dev.espalier.bench.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.runtime.cgroup.ControlGroup;
import dev.espalier.runtime.cgroup.Hierarchies;
import dev.espalier.runtime.io.FileTree;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;

/** Containers of nspawn's that one loop of a shell starts, with no networks between them and nobody to look after them. */
public final class PlainContainers {
    private static final String LOOP = "plain-containers.bash";

    private PlainContainers() {}

    /**
     * Starts some side by side, and ends them.
     *
     * @return nanoseconds until the systemd of each takes orders
     */
    public static long start(GuestImage image, int number) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("espalier-plain");
        var group = ControlGroup.in(Hierarchies.ofThisHost().orElseThrow());
        group.make();
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            var script = directory.resolve(LOOP);
            try (var source = Objects.requireNonNull(PlainContainers.class.getResourceAsStream(LOOP))) {
                Files.copy(source, script);
            }
            var command = keeper.entering(group.entering(List.of("bash", script.toString(),
                    image.rootDisk().map(Path::toString).orElseThrow(), Integer.toString(number),
                    directory.toString())));
            var begin = System.nanoTime();
            var loop = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = loop.inputReader().readLine();
            var took = System.nanoTime() - begin;
            if (!"up".equals(said)) {
                throw new IOException("the loop says: " + said);
            }
            return took;
        } finally {
            group.remove();
            FileTree.remove(directory);
        }
    }
}
