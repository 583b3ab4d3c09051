package dev.espalier.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;

/** A file system with little room that only a namespace of its own has mounted. */
public final class SmallDisk implements AutoCloseable {
    private final Keeper keeper;
    private final Path path;

    private SmallDisk(Keeper keeper, Path path) {
        this.keeper = keeper;
        this.path = path;
    }

    /**
     * Mounts it.
     *
     * @param directory where it is mounted; stays as it is for everybody else
     * @param limits    tmpfs's, as {@code size=16k}
     */
    public static SmallDisk on(Path directory, String limits) throws IOException, InterruptedException {
        var keeper = Keeper.start(Isolation.forMachines());
        var mount = List.of("mount", "-t", "tmpfs", "-o", limits, "tmpfs", directory.toString());
        assertThat(new ProcessBuilder(keeper.entering(mount)).inheritIO().start().waitFor()).isZero();
        return new SmallDisk(keeper, Path.of("/proc/" + keeper.pid() + "/root" + directory));
    }

    /** Its root directory, for this process too. */
    public Path path() {
        return path;
    }

    /** All of it is gone. */
    @Override
    public void close() {
        keeper.close();
    }
}
