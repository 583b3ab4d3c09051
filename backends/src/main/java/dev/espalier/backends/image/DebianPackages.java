package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Debian packages fetched by the host's apt, with the lists it has.
 *
 * @param directory holds nothing but the packages' files
 */
record DebianPackages(Path directory) {
    private static final Pattern DEPENDENCY = Pattern.compile("^Depends: (linux-image-\\S+)", Pattern.MULTILINE);

    /** The package that holds the kernel which Debian currently names for clouds, a small one made for virtual machines. */
    static String cloudKernel(Workshop workshop) throws InterruptedException {
        var metapackage = "linux-image-cloud-" + workshop.host().architecture();
        var described = workshop.sandbox().run("apt-cache", "show", "--no-all-versions", metapackage);
        var dependency = DEPENDENCY.matcher(described);
        if (!dependency.find()) {
            throw new IllegalStateException(metapackage + " depends on no kernel:\n" + described);
        }
        return dependency.group(1);
    }

    /** Fetches the versions that the host's apt prefers, and checks their signatures as it does. */
    static DebianPackages fetch(Workshop workshop, List<String> names) throws InterruptedException {
        var directory = workshop.room("packages");
        // apt would become its own user for the download, who may not write here or may not even exist.
        var command = new ArrayList<>(List.of("apt-get", "-q", "-o", "APT::Sandbox::User=root", "download"));
        command.addAll(names);
        workshop.sandbox().runIn(directory, command);
        return new DebianPackages(directory);
    }

    /** Unpacks all of them, without running any script of theirs. */
    void unpack(Workshop workshop, Path into) throws IOException, InterruptedException {
        for (var file : files()) {
            workshop.sandbox().run("dpkg-deb", "--extract", file.toString(), into.toString());
        }
    }

    /** A program in an unpacked tree: packages of older releases still put some outside /usr. */
    static Path program(Path tree, String name) {
        var merged = tree.resolve("usr/bin").resolve(name);
        return Files.exists(merged) ? merged : tree.resolve("bin").resolve(name);
    }

    Map<String, String> versions(Workshop workshop) throws IOException, InterruptedException {
        var versions = new TreeMap<String, String>();
        for (var file : files()) {
            var words = workshop.sandbox().run("dpkg-deb", "--show", file.toString()).strip().split("\t", 2);
            versions.put(words[0], words[1]);
        }
        return versions;
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
