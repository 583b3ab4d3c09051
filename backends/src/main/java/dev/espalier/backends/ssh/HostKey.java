package dev.espalier.backends.ssh;

import java.security.PublicKey;

import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * A host's public key as people compare them.
 *
 * @param type        such as {@code ssh-ed25519}
 * @param fingerprint such as {@code SHA256:uwHCUdPP6FvxZ2LC2s0zxdOTzHDDoqRvvT5z6GBGdR4}
 */
public record HostKey(String type, String fingerprint) {

    static HostKey of(PublicKey key) {
        return new HostKey(KeyUtils.getKeyType(key), KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
    }

    @Override
    public String toString() {
        return type + " " + fingerprint;
    }
}
