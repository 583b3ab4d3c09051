package dev.espalier.backends.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A host was not reached by SSH. */
public final class SshFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final String host;
    private final transient Reason reason;

    /** Why. */
    public sealed interface Reason {

        /** One line for a person, going on from the host's name. */
        String describe();
    }

    /** Nobody answers there, or nobody knows where that is. */
    public record Unreachable(String why) implements Reason {
        @Override
        public String describe() {
            return "cannot be connected to: " + why;
        }
    }

    /** It was connected to, and then took too long. */
    public record NoAnswer(Duration waited) implements Reason {
        @Override
        public String describe() {
            return "has accepted the connection, but no SSH session came of it in " + waited.toMillis() / 1000.0 + " s";
        }
    }

    /** It was connected to, and then did not do as SSH wants it. */
    public record NoSession(String why) implements Reason {
        @Override
        public String describe() {
            return "gave no SSH session: " + why;
        }
    }

    /**
     * Nobody has said which key it has.
     *
     * @param knownAs as {@code known_hosts} would name it
     */
    public record HostKeyUnknown(HostKey offered, String knownAs, Path knownHosts) implements Reason {
        @Override
        public String describe() {
            return "has a host key that nobody has vouched for: it offers " + offered + ", and " + knownHosts
                    + " has none of " + knownAs + "; if that is its key, add it there, or give the machine \""
                    + SshOptions.HOST_KEY.name() + "\": \"" + offered.fingerprint() + "\"";
        }
    }

    /**
     * It has another key than it should.
     *
     * @param expected what it was to be, by a file or the machine's configuration
     * @param by       the file; nothing if it was the configuration
     */
    public record HostKeyChanged(HostKey offered, List<String> expected, Optional<Path> by,
            String knownAs) implements Reason {
        public HostKeyChanged {
            expected = List.copyOf(expected);
        }

        @Override
        public String describe() {
            var keys = expected.stream().collect(Collectors.joining(" or "));
            return "has another host key than it should: it offers " + offered + ", and is to have " + keys + " by "
                    + by.map(file -> file + "; if it was set up anew, remove the old key there: ssh-keygen -f " + file
                            + " -R '" + knownAs + "'")
                            .orElse("the machine's \"" + SshOptions.HOST_KEY.name()
                                    + "\"; if it was set up anew, change that");
        }
    }

    /** Its key is not to be trusted any more. */
    public record HostKeyRevoked(HostKey offered, Path by) implements Reason {
        @Override
        public String describe() {
            return "has a host key that is revoked by " + by + ": " + offered;
        }
    }

    /** What is known of hosts' keys cannot be read. */
    public record KnownHostsUnreadable(Path file, String why) implements Reason {
        @Override
        public String describe() {
            return "cannot be told from others: " + file + " cannot be read: " + why;
        }
    }

    /** The key that was to open it cannot be used. */
    public record IdentityUnusable(Path file, String why) implements Reason {
        @Override
        public String describe() {
            return "was not tried: the key in " + file + " cannot be used: " + why
                    + "; a key with a passphrase is to be given by an agent";
        }
    }

    /** It does not take any of the keys it was offered. */
    public record NotAuthenticated(String with) implements Reason {
        @Override
        public String describe() {
            return "does not let this user in with " + with + "; its key belongs into the user's authorized_keys there";
        }
    }

    /** It let the user in, but does not run commands as is needed. */
    public record NoCommands(String why) implements Reason {
        @Override
        public String describe() {
            return "does not run a bash for this user: " + why;
        }
    }

    SshFailure(HostAddress host, Reason reason) {
        super(host + " " + reason.describe());
        this.host = host.toString();
        this.reason = reason;
    }

    /** As {@code user@host:port}. */
    public String host() {
        return host;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether another attempt can end otherwise without anybody's doing. */
    boolean mayPass() {
        return switch (reason) {
            case Unreachable unreachable -> true;
            case NoAnswer slow -> true;
            case NoSession broken -> true;
            case NotAuthenticated refused -> true;
            case NoCommands refused -> true;
            case HostKeyUnknown unknown -> false;
            case HostKeyChanged changed -> false;
            case HostKeyRevoked revoked -> false;
            case KnownHostsUnreadable unreadable -> false;
            case IdentityUnusable unusable -> false;
        };
    }
}
