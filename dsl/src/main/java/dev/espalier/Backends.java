package dev.espalier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.config.BackendCatalog;

/** The backends on the class path, by name. */
public final class Backends implements BackendCatalog {
    private final Map<String, Backend> byName = new LinkedHashMap<>();

    private Backends(Iterable<Backend> found) {
        found.forEach(backend -> byName.put(backend.name(), backend));
    }

    /** Those that a {@link ServiceLoader} finds. */
    public static Backends installed() {
        return new Backends(ServiceLoader.load(Backend.class, Backends.class.getClassLoader()));
    }

    @Override
    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    @Override
    public List<OptionKey<?>> options(String backend) {
        return get(backend).options();
    }

    public List<Backend> all() {
        return List.copyOf(byName.values());
    }

    /** @throws IllegalArgumentException if there is none of that name; the message lists those there are */
    public Backend get(String name) {
        var backend = byName.get(name);
        if (backend == null) {
            throw new IllegalArgumentException("no backend is called " + name + "; there are " + names());
        }
        return backend;
    }
}
