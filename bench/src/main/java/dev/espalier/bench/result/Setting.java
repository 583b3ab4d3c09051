package dev.espalier.bench.result;

/**
 * The machines that were measured.
 *
 * @param backend what runs them
 * @param guest   what runs in them: {@code tiny}, {@code debian}, or what the backend has
 */
public record Setting(String backend, String guest) {

    /** For a person. */
    public String words() {
        return backend + ", " + guest;
    }
}
