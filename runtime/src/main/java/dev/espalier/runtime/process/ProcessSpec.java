package dev.espalier.runtime.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param command     the program and its arguments; no shell reads them
 * @param directory   its working directory
 * @param environment its whole environment; nothing is inherited
 */
public record ProcessSpec(List<String> command, Path directory, Map<String, String> environment) {
    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
