package dev.espalier.config;

import java.util.List;
import java.util.Set;

import dev.espalier.backends.spi.OptionKey;

/** The backends that a configuration can name. */
public interface BackendCatalog {
    Set<String> names();

    /** The keys that the backend of this name, one of {@link #names}, understands beyond those of every machine. */
    List<OptionKey<?>> options(String backend);
}
