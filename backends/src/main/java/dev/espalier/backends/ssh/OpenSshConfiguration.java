package dev.espalier.backends.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.espalier.backends.spi.OpenSshWord;

/** How OpenSSH's client is told to reach a host as we do, with nothing of its user's own. */
record OpenSshConfiguration(SshTarget target, String alias) {
    private static final int SIGNS_MISSED = 3;

    String text() {
        var lines = new ArrayList<String>();
        var jumps = IntStream.range(0, target.jumps().size()).mapToObj(jump -> alias + "-jump-" + (jump + 1)).toList();
        lines.addAll(host(alias, target.host(), target.hostKey()));
        if (!jumps.isEmpty()) {
            lines.add("ProxyJump " + String.join(",", jumps));
        }
        for (var jump = 0; jump < jumps.size(); jump++) {
            lines.addAll(host(jumps.get(jump), target.jumps().get(jump), target.jumpHostKeys()));
        }
        lines.add("Host *");
        lines.addAll(forAll());
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static List<String> host(String name, HostAddress host, HostKeyRule rule) {
        var lines = new ArrayList<>(List.of("Host " + name, "HostName " + host.host(), "Port " + host.port(),
                "User " + host.user()));
        switch (rule) {
            case HostKeyRule.Listed(var file) -> lines.add("UserKnownHostsFile " + OpenSshWord.of(file));
            case HostKeyRule.Pinned(var fingerprint) -> lines.addAll(
                    List.of("UserKnownHostsFile /dev/null", "KnownHostsCommand " + ifItHas(fingerprint)));
        }
        return lines;
    }

    /** The client asks it for the keys of a host; what it prints of the key that was shown makes that one known. */
    private static String ifItHas(String fingerprint) {
        return "/bin/sh -c \"if [ '%f' = '" + fingerprint + "' ]; then echo '%H %t %K'; fi\"";
    }

    private List<String> forAll() {
        return List.of("GlobalKnownHostsFile /dev/null", "StrictHostKeyChecking yes", "UpdateHostKeys no",
                "PreferredAuthentications publickey",
                "IdentityFile " + target.identity().map(OpenSshWord::of).orElse("none"),
                "IdentityAgent " + target.agent().map(OpenSshWord::of).orElse("none"),
                "IdentitiesOnly " + (target.agent().isPresent() ? "no" : "yes"),
                "ServerAliveInterval " + target.keepAlive().toSeconds(),
                "ServerAliveCountMax " + SIGNS_MISSED,
                "ConnectTimeout " + target.connectTimeout().toSeconds());
    }
}
