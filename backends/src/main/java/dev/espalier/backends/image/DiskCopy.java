package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.BriefProcess;

/** Copies of a disk's file that nobody writes to meanwhile: blocks are shared if the file system can, and holes stay holes. */
public final class DiskCopy {
    private DiskCopy() {}

    /** Blocks until it is made, by whoever is let in by {@code entrance}. What is left of one that fails is of no use. */
    public static void make(Path from, Path to, Entrance entrance) throws IOException, InterruptedException {
        var unused = BriefProcess.run(entrance.entering(
                List.of("cp", "--reflink=auto", "--sparse=always", "--", from.toString(), to.toString())), "");
    }
}
