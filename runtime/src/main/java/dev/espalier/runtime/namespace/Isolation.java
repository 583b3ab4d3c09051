package dev.espalier.runtime.namespace;

import java.util.ArrayList;
import java.util.List;

/**
 * Which namespaces a {@link Keeper} makes. A PID and a mount namespace are always among them.
 *
 * @param network whether the processes inside get a network of their own, with nothing but a loopback in it
 * @param users   who the processes inside are
 */
public record Isolation(boolean network, Users users) {

    /** The user ids that processes inside see. */
    public enum Users {
        /** The host's own: needs root. */
        HOST,
        /** A user namespace in which the calling user is root and nobody else exists. */
        ROOT_ONLY,
        /** A user namespace with root and the calling user's subordinate ids: needs newuidmap and /etc/subuid. */
        SUBORDINATE
    }

    /** For running machines: a network of their own. */
    public static Isolation forMachines() {
        return new Isolation(true, isRoot() ? Users.HOST : Users.ROOT_ONLY);
    }

    /** For building images: the host's network, and as many user ids as a Debian system needs. */
    public static Isolation forBuilding() {
        return new Isolation(false, isRoot() ? Users.HOST : Users.SUBORDINATE);
    }

    /** For building what belongs to root alone: the host's network, and no subordinate ids. */
    public static Isolation forUnpacking() {
        return new Isolation(false, isRoot() ? Users.HOST : Users.ROOT_ONLY);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    List<String> unshareFlags() {
        var flags = new ArrayList<>(switch (users) {
            case HOST -> List.<String>of();
            case ROOT_ONLY -> List.of("--user", "--map-root-user");
            case SUBORDINATE -> List.of("--user", "--map-root-user", "--map-auto");
        });
        flags.addAll(List.of("--pid", "--fork", "--mount"));
        if (network) {
            flags.add("--net");
        }
        return flags;
    }

    List<String> nsenterFlags() {
        var flags = new ArrayList<String>();
        if (users != Users.HOST) {
            flags.addAll(List.of("--user", "--preserve-credentials"));
        }
        flags.addAll(List.of("--pid", "--mount"));
        if (network) {
            flags.add("--net");
        }
        return flags;
    }
}
