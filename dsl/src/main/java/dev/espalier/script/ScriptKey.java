package dev.espalier.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.image.Fingerprint;
import dev.espalier.source.SourceFile;

/**
 * Names what a script compiles to: two that have the same key compile to the same classes.
 *
 * @param value hexadecimal digits
 */
record ScriptKey(String value) {
    private static final int DIGITS = 40;

    /**
     * Takes in all that shapes the classes: the script, its frame, the JDK, and each file of the class path by its place, size
     * and time. There is no key if one of them is a directory, where more may change than can be looked at in time.
     */
    static Optional<ScriptKey> of(ScriptFrame frame, SourceFile source, List<Path> classPath) {
        try {
            var key = new Fingerprint().with("script 1")
                    .with(String.valueOf(source.path().getFileName()))
                    .with(source.text())
                    .with(frame.base().getName())
                    .with(frame.parameters().toString())
                    .with(frame.imports().toString())
                    .with(frame.variables().toString())
                    .with(System.getProperty("java.home"))
                    .with(Runtime.version().toString());
            for (var file : classPath) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (!attributes.isRegularFile()) {
                    return Optional.empty();
                }
                key.with(file.toAbsolutePath().toString())
                        .with(Long.toString(attributes.size()))
                        .with(attributes.lastModifiedTime().toString());
            }
            return Optional.of(new ScriptKey(key.hex(DIGITS)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
