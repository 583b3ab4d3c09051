package dev.espalier.backends.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A host and how it is reached.
 *
 * @param jumps          other hosts on the way, each reached by the one before it
 * @param identity       a file with a private key for all of them
 * @param agent          the socket of an agent that has keys for them
 * @param keepAlive      how often it is asked for a sign of life
 * @param connectTimeout how long it may take until there is a session, with the jumps
 */
record SshTarget(HostAddress host, List<HostAddress> jumps, Optional<Path> identity, Optional<Path> agent,
        HostKeyRule hostKey, HostKeyRule jumpHostKeys, Duration keepAlive, Duration connectTimeout) {

    /** A host and the rule for its key. */
    record Hop(HostAddress host, HostKeyRule rule) {}

    SshTarget {
        jumps = List.copyOf(jumps);
    }

    /** All hosts on the way, the target last. */
    List<Hop> hops() {
        return Stream.concat(jumps.stream().map(jump -> new Hop(jump, jumpHostKeys)),
                Stream.of(new Hop(host, hostKey))).toList();
    }

    /** What it is to be opened with, for a person. */
    String keys() {
        return identity.map(file -> "the key in " + file)
                .or(() -> agent.map(socket -> "the keys of the agent at " + socket))
                .orElse("no key");
    }
}
