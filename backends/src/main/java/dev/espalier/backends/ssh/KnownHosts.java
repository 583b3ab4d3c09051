package dev.espalier.backends.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** A file of hosts' keys, as OpenSSH keeps it: see sshd(8). Certificate authorities are passed over. */
record KnownHosts(Path file, List<KnownHostEntry> entries) {
    private static final String REVOKED = "revoked";

    /** Reads it; one that does not exist knows no host. */
    static KnownHosts read(Path file) throws IOException {
        var entries = new ArrayList<KnownHostEntry>();
        try {
            for (var line : Files.readAllLines(file)) {
                entry(line).ifPresent(entries::add);
            }
        } catch (NoSuchFileException none) {
            return new KnownHosts(file, List.of());
        }
        return new KnownHosts(file, List.copyOf(entries));
    }

    /** A line that cannot be read vouches for nobody. */
    private static Optional<KnownHostEntry> entry(String line) {
        try {
            return Optional.ofNullable(KnownHostEntry.parseKnownHostEntry(line));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** What speaks against {@code host} being who has {@code key}, if anything does. */
    Optional<SshFailure.Reason> objection(HostAddress host, PublicKey key) {
        var offered = HostKey.of(key);
        var known = keys(host, "");
        if (keys(host, REVOKED).stream().anyMatch(revoked -> KeyUtils.compareKeys(revoked, key))) {
            return Optional.of(new SshFailure.HostKeyRevoked(offered, file));
        }
        if (known.stream().anyMatch(each -> KeyUtils.compareKeys(each, key))) {
            return Optional.empty();
        }
        return Optional.of(known.isEmpty()
                ? new SshFailure.HostKeyUnknown(offered, host.knownAs(), file)
                : new SshFailure.HostKeyChanged(offered,
                        known.stream().map(each -> HostKey.of(each).toString()).toList(),
                        Optional.of(file), host.knownAs()));
    }

    /** Of which types the keys are that {@code host} is known by. */
    List<String> types(HostAddress host) {
        return keys(host, "").stream().map(KeyUtils::getKeyType).distinct().collect(Collectors.toList());
    }

    private List<PublicKey> keys(HostAddress host, String marker) {
        var keys = new ArrayList<PublicKey>();
        for (var entry : entries) {
            if (marker.equals(Optional.ofNullable(entry.getMarker()).orElse(""))
                    && (entry.isHostMatch(host.host(), host.port())
                            || entry.isHostMatch(host.knownAs(), HostAddress.SSH))) {
                key(entry).ifPresent(keys::add);
            }
        }
        return keys;
    }

    private static Optional<PublicKey> key(KnownHostEntry entry) {
        try {
            return Optional.ofNullable(entry.getKeyEntry()
                    .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }
}
