package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.runtime.io.FileTree;
import dev.espalier.runtime.process.Provision;

/** The directory of a jail in one life of its machine. The jailer removes nothing, and does not start where it has been. */
record JailSite(Quarters.Jail jail) implements Provision.Thing {

    @Override
    public void make() throws IOException {
        Files.createDirectories(jail.directory());
        remove();
    }

    /** All but the machine's disk, which the next life goes on with. */
    @Override
    public void remove() throws IOException {
        var disk = new MachineFiles(jail.directory()).disk();
        List<Path> all;
        try (var files = Files.list(jail.directory())) {
            all = files.filter(file -> !file.equals(disk)).toList();
        }
        for (var file : all) {
            FileTree.remove(file);
        }
    }

    /** It goes with the machine's directory. */
    @Override
    public void kill() {}
}
