package dev.espalier.backends.spi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values given for a backend's {@link OptionKey}s; each was checked against its key's type. */
public final class Options {
    private static final Options NONE = new Options(Map.of());

    private final Map<OptionKey<?>, Object> values;

    private Options(Map<OptionKey<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    public static Options none() {
        return NONE;
    }

    public <T> Options with(OptionKey<T> key, T value) {
        var all = new HashMap<>(values);
        all.put(key, value);
        return new Options(all);
    }

    /** The value given for {@code key}; only {@link #with} puts one in, so its type is the key's. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> get(OptionKey<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
