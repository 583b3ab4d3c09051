package dev.espalier.backends.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.espalier.runtime.namespace.Isolation;

/** What to do about the failures of apt, dpkg, mmdebstrap and mke2fs that a person can do something about. */
final class Remedies {
    private record Remedy(Pattern symptom, String text) {}

    private static final List<Remedy> KNOWN = List.of(
            new Remedy(Pattern.compile("No space left on device|Could not allocate block|not enough free space"),
                    "Make room on the file system of the image cache and of /tmp."),
            new Remedy(
                    Pattern.compile("Temporary failure (in name resolution|resolving)|Could not (resolve|connect)"
                            + "|Network is unreachable|Connection (refused|timed out)"),
                    "Check the network and the proxy: this host's apt sources cannot be reached."),
            new Remedy(
                    Pattern.compile("Unable to locate package|has no installation candidate|No packages found"
                            + "|404 +Not Found|Can't find a source to download"),
                    "Check the names of packages. If they are right, run apt-get update as root: this host's package"
                            + " lists are out of date."),
            new Remedy(Pattern.compile("failed to execute .*: No such file or directory"),
                    "Install the missing program; espalier doctor names its package."),
            new Remedy(Pattern.compile("newuidmap|newgidmap|subuid|subgid"),
                    "Give this user subordinate ids (usermod --add-subuids and --add-subgids) and install uidmap."));

    private Remedies() {}

    /** What to do where the namespaces of a build cannot be made. */
    static String forNamespaces(Isolation isolation) {
        return switch (isolation.users()) {
            case HOST -> "run with the capability SYS_ADMIN (docker run --privileged)";
            case ROOT_ONLY -> "allow unprivileged user namespaces, or run as root";
            case SUBORDINATE -> "apt-get install uidmap, and give this user subordinate ids (usermod"
                    + " --add-subuids 100000-165535 --add-subgids 100000-165535), or run as root";
        };
    }

    /** The remedy for the first known symptom in some lines of output. */
    static Optional<String> forOutput(List<String> lines) {
        return KNOWN.stream()
                .filter(known -> lines.stream().anyMatch(known.symptom().asPredicate()))
                .map(Remedy::text)
                .findFirst();
    }
}
