package dev.espalier.observe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who may see a run: whoever knows its token, and calls it by the address that they were given. A page of somebody else's
 * that has its own name resolve to this host calls it by another name.
 *
 * @param token unguessable
 */
record Gate(int port, String token) {
    private static final int TOKEN_BYTES = 24;

    /** What is asked for. */
    enum Wanted {
        PAGE,
        EVENTS
    }

    /** The answer to a request. */
    sealed interface Decision {
        record Admitted(Wanted wanted) implements Decision {}

        /** @param status of HTTP */
        record Refused(int status) implements Decision {}
    }

    static Gate at(int port) {
        var token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return new Gate(port, Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    String path() {
        return "/" + token + "/";
    }

    /** @param host the request's header; null if it has none */
    Decision decide(String method, @Nullable String host, String path) {
        if (host == null || !Set.of("127.0.0.1:" + port, "localhost:" + port).contains(host)) {
            return new Decision.Refused(421);
        }
        var wanted = behindToken(path);
        if (wanted.isEmpty()) {
            return new Decision.Refused(404);
        }
        return method.equals("GET") ? new Decision.Admitted(wanted.get()) : new Decision.Refused(405);
    }

    private Optional<Wanted> behindToken(String path) {
        var end = path.indexOf('/', 1);
        if (end < 0 || !isToken(path.substring(1, end))) {
            return Optional.empty();
        }
        return switch (path.substring(end + 1)) {
            case "" -> Optional.of(Wanted.PAGE);
            case "events" -> Optional.of(Wanted.EVENTS);
            default -> Optional.empty();
        };
    }

    /** Takes as long for one that is nearly right. */
    private boolean isToken(String given) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
