package dev.espalier.backends.qemu;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** A value that is found out once, when it is first asked for. */
final class Lazy<T> {
    private final Supplier<T> finding;
    private @Nullable T found;

    Lazy(Supplier<T> finding) {
        this.finding = finding;
    }

    synchronized T get() {
        var value = found;
        if (value == null) {
            value = finding.get();
            found = value;
        }
        return value;
    }
}
