package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.spi.Requirement;

/** Where the host's apt gets its distribution from. */
final class AptSources {
    private AptSources() {}

    private static final Path LISTS = Path.of("/var/lib/apt/lists");

    /** The package lists as something this host lacks, if it has none at all, as a new container has none. */
    static Optional<Requirement> missing(HostSystem host) {
        try (var lists = Files.newDirectoryStream(LISTS, "*_Packages*")) {
            return lists.iterator().hasNext() ? Optional.empty() : Optional.of(noLists(host));
        } catch (IOException e) {
            return Optional.of(noLists(host));
        }
    }

    private static Requirement noLists(HostSystem host) {
        return new Requirement("apt has no package lists of " + host.id() + " " + host.suite(),
                "apt-get update, as root");
    }

    /**
     * The files of the host's that name its distribution's own archives: the release, its updates, its security fixes,
     * and whatever else stands in the same files. Those of other vendors stay outside.
     *
     * @throws ImageBuildFailed.HostNotReady if the host has no package lists of its distribution
     */
    static List<String> files(Workshop workshop) throws InterruptedException {
        var indexes = workshop.sandbox()
                .run("apt-get", "indextargets", "--format", "$(ORIGIN)|$(CODENAME)|$(SOURCESENTRY)",
                        "Identifier: Packages");
        var files = parse(indexes, workshop.host());
        if (files.isEmpty()) {
            throw new ImageBuildFailed.HostNotReady(List.of(noLists(workshop.host())));
        }
        return files;
    }

    /**
     * @param indexes a line for each index: its origin, its code name and the source entry, a file and a line number,
     *                between vertical bars
     */
    static List<String> parse(String indexes, HostSystem host) {
        return indexes.lines()
                .map(line -> line.split("\\|", 3))
                .filter(index -> index[0].equalsIgnoreCase(host.id()))
                .filter(index -> index[1].equals(host.suite()) || index[1].startsWith(host.suite() + "-"))
                .map(index -> index[2].substring(0, index[2].lastIndexOf(':')))
                .distinct()
                .toList();
    }
}
