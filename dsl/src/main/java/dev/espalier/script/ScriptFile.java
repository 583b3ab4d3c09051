package dev.espalier.script;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A compiled script as the bytes of a file: a SHA-256 of all the rest, the number of classes, and their names and bytes. */
final class ScriptFile {
    private static final int DIGEST_BYTES = 32;

    private ScriptFile() {}

    static byte[] write(ScriptClasses classes) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(classes.bytes().size());
            for (var entry : classes.bytes().entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().length);
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        var content = bytes.toByteArray();
        var whole = Arrays.copyOf(digest(content), DIGEST_BYTES + content.length);
        System.arraycopy(content, 0, whole, DIGEST_BYTES, content.length);
        return whole;
    }

    /** Nothing of a file that is not as it was written. */
    static Optional<ScriptClasses> read(byte[] file) throws IOException {
        if (file.length < DIGEST_BYTES) {
            return Optional.empty();
        }
        var content = Arrays.copyOfRange(file, DIGEST_BYTES, file.length);
        if (!Arrays.equals(digest(content), Arrays.copyOf(file, DIGEST_BYTES))) {
            return Optional.empty();
        }
        Map<String, byte[]> classes = new HashMap<>();
        try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
            for (var left = in.readInt(); left > 0; left--) {
                classes.put(in.readUTF(), in.readNBytes(in.readInt()));
            }
        }
        return Optional.of(new ScriptClasses(classes));
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
