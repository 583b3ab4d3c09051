package dev.espalier.backends.spi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a machine can do, each under the interface by which it is asked for. */
public final class Capabilities {
    private static final Capabilities NONE = new Capabilities(Map.of());

    private final Map<Class<? extends Capability>, Capability> byType;

    private Capabilities(Map<Class<? extends Capability>, Capability> byType) {
        this.byType = Map.copyOf(byType);
    }

    public static Capabilities none() {
        return NONE;
    }

    public <C extends Capability> Capabilities with(Class<C> type, C capability) {
        var all = new LinkedHashMap<>(byType);
        all.put(type, capability);
        return new Capabilities(all);
    }

    public <C extends Capability> Optional<C> get(Class<C> type) {
        return Optional.ofNullable(byType.get(type)).map(type::cast);
    }

    public Set<Class<? extends Capability>> types() {
        return byType.keySet();
    }
}
