package dev.espalier.backends.image;

import java.util.List;

import dev.espalier.backends.spi.Requirement;

/** Where the host's apt gets its distribution from. */
final class AptSources {
    private AptSources() {}

    /**
     * The files of the host's that name its distribution's own archives: the release, its updates, its security fixes,
     * and whatever else stands in the same files. Those of other vendors stay outside.
     *
     * @throws ImageBuildFailed.HostNotReady if the host has no package lists of its distribution
     */
    static List<String> files(Workshop workshop) throws InterruptedException {
        var host = workshop.host();
        var indexes = workshop.sandbox()
                .run("apt-get", "indextargets", "--format", "$(ORIGIN)|$(CODENAME)|$(SOURCESENTRY)",
                        "Identifier: Packages");
        var files = parse(indexes, host);
        if (files.isEmpty()) {
            throw new ImageBuildFailed.HostNotReady(List.of(new Requirement(
                    "apt has no package lists of " + host.id() + " " + host.suite(), "apt-get update, as root")));
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
