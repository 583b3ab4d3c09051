package dev.espalier.backends.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** By what a host is told from others that say they are it. */
sealed interface HostKeyRule {

    /** Its key is in a file. */
    record Listed(Path knownHosts) implements HostKeyRule {}

    /** Its key has a fingerprint that was given. */
    record Pinned(String fingerprint) implements HostKeyRule {}

    /** What speaks against {@code host} being who has {@code key}, if anything does. */
    default Optional<SshFailure.Reason> objection(HostAddress host, PublicKey key) {
        return switch (this) {
            case Pinned(var fingerprint) when HostKey.of(key).fingerprint().equals(fingerprint) -> Optional.empty();
            case Pinned(var fingerprint) -> Optional.of(new SshFailure.HostKeyChanged(HostKey.of(key),
                    List.of(fingerprint), Optional.empty(), host.knownAs()));
            case Listed(var file) -> {
                try {
                    yield KnownHosts.read(file).objection(host, key);
                } catch (IOException e) {
                    yield Optional.of(new SshFailure.KnownHostsUnreadable(file, String.valueOf(e.getMessage())));
                }
            }
        };
    }

    /** The types of key that it is asked for first: a host has several keys, of which not all need be known. */
    default List<String> preferredTypes(HostAddress host) {
        return switch (this) {
            case Pinned pinned -> List.of();
            case Listed(var file) -> {
                try {
                    yield KnownHosts.read(file).types(host);
                } catch (IOException unreadable) {
                    yield List.of();
                }
            }
        };
    }
}
