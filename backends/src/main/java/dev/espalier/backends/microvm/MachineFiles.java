package dev.espalier.backends.microvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.runtime.process.Preparation;

/** The names of what one machine has in its directory. */
public record MachineFiles(Path directory) {
    private static final int LINES_OF_LOG = 10;

    /** Where the monitor listens for what it is told. */
    public Path api() {
        return directory.resolve("api.sock");
    }

    /** Where the monitor listens for connections to the guest. */
    public Path vsock() {
        return directory.resolve("v.sock");
    }

    public Path initrd() {
        return directory.resolve("initrd");
    }

    /** The machine's own disk. */
    public Path disk() {
        return directory.resolve("root.img");
    }

    /** What the monitor says of its work. */
    public Path log() {
        return directory.resolve("monitor.log");
    }

    /** Where the monitor tells of its guest's life. */
    public Path events() {
        return directory.resolve("events");
    }

    /**
     * Makes what a monitor needs when it starts, and takes away what an earlier one has left where it is to listen.
     *
     * @param disks makes the disks
     */
    public void make(GuestSeed seed, GuestImage image, Preparation.Step disks)
            throws IOException, InterruptedException {
        Files.deleteIfExists(api());
        Files.deleteIfExists(vsock());
        Files.write(log(), new byte[0]);
        seed.appendTo(image.initrd(), initrd());
        disks.run();
    }

    /** The end of its log; nothing if that cannot be read. */
    public List<MachineEvent> lastWords() {
        try (var lines = Files.lines(log())) {
            var all = new ArrayList<MachineEvent>();
            lines.forEach(line -> {
                all.add(new MachineEvent.ProcessSaid(line));
                if (all.size() > LINES_OF_LOG) {
                    all.removeFirst();
                }
            });
            return all;
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
