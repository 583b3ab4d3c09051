package dev.espalier.config;

import java.nio.file.Path;
import java.time.Duration;

import dev.espalier.ClusterSpec;

/**
 * What a test consists of.
 *
 * @param name          what the test is called: its directory, or its configuration file without the extension
 * @param globalTimeout how long the whole run may take
 * @param testScript    an existing file of Java statements
 */
public record TestConfiguration(String name, ClusterSpec cluster, Duration globalTimeout, Path testScript) {
    public static final Duration DEFAULT_GLOBAL_TIMEOUT = Duration.ofHours(1);
}
