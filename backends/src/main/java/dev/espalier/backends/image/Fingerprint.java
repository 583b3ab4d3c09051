package dev.espalier.backends.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** A SHA-256 digest of a sequence of parts; no two different sequences run together to the same bytes. */
public final class Fingerprint {
    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public Fingerprint with(String part) {
        return with(part.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes in a class as it was compiled: code that changed may make something else. */
    Fingerprint with(Class<?> code) {
        var name = code.getName().substring(code.getPackageName().length() + 1) + ".class";
        try (var in = Objects.requireNonNull(code.getResourceAsStream(name), name)) {
            return with(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Fingerprint with(byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        digest.update(part);
        return this;
    }

    /** The first {@code digits} hexadecimal digits; the fingerprint is used up. */
    public String hex(int digits) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, digits);
    }
}
