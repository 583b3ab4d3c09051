package dev.espalier.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What was typed in earlier sessions, in a file of the user's. One that cannot be read is none, and one that cannot be written no loss. */
record History(Path file) {

    /** In {@code $XDG_STATE_HOME}, or in {@code ~/.local/state} if that is not set. */
    static History ofUser(Map<String, String> environment, Path home) {
        var given = environment.getOrDefault("XDG_STATE_HOME", "");
        var state = given.startsWith("/") ? Path.of(given) : home.resolve(".local/state");
        return new History(state.resolve("espalier/history.properties"));
    }

    Map<String, String> read() {
        var known = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            known.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return new HashMap<>();
        }
        var lines = new HashMap<String, String>();
        known.stringPropertyNames().forEach(name -> lines.put(name, known.getProperty(name)));
        return lines;
    }

    void write(Map<String, String> lines) {
        var known = new Properties();
        known.putAll(lines);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var writer = Files.newBufferedWriter(file)) {
                known.store(writer, null);
            }
        } catch (IOException e) {
            // the session was what mattered
        }
    }
}
