package dev.espalier.backends.spi;

import java.util.List;

/**
 * Keys that are held down together and then let go.
 *
 * @param keys in the order in which they go down, by the names that QEMU and the NixOS test driver have for them, such as
 *             {@code ctrl}, {@code a}, {@code ret}, {@code f2}; or by number, such as {@code 0x1c}
 */
public record Chord(List<String> keys) {
    public Chord {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a chord has at least one key");
        }
    }

    public static Chord of(String... keys) {
        return new Chord(List.of(keys));
    }

    @Override
    public String toString() {
        return String.join("-", keys);
    }
}
