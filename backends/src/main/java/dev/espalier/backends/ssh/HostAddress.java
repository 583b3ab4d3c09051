package dev.espalier.backends.ssh;

import java.util.Optional;
import java.util.regex.Pattern;

/** Who is to be whom on a host, and where its SSH server listens. */
record HostAddress(String user, String host, int port) {
    static final int SSH = 22;
    static final String ROOT = "root";

    private static final int LAST_PORT = 65535;
    private static final Pattern FORM = Pattern
            .compile(
                    "(?:(?<user>[^@\\s]+)@)?(?<host>\\[[0-9A-Fa-f:.]+(?:%[\\w.-]+)?]|[^@:\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?");

    /** Reads {@code [user@]host[:port]}, an IPv6 address in brackets; nothing if it is none. */
    static Optional<HostAddress> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var host = match.group("host").replaceAll("[\\[\\]]", "");
        var port = Optional.ofNullable(match.group("port")).map(Integer::parseInt).orElse(SSH);
        return port < 1 || port > LAST_PORT
                ? Optional.empty()
                : Optional.of(new HostAddress(Optional.ofNullable(match.group("user")).orElse(ROOT), host, port));
    }

    /** As {@code known_hosts} names it. */
    String knownAs() {
        return port == SSH ? host : "[" + host + "]:" + port;
    }

    @Override
    public String toString() {
        return user + "@" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
