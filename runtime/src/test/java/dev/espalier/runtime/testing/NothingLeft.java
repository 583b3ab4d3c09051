package dev.espalier.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Fails the tests of a JVM that has left a run directory where others would find it, when all of them are over. */
public final class NothingLeft implements BeforeAllCallback {

    /** Ends with the tests, after what they have put there. */
    private record AtTheEnd(Path temporary, String owner) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            assertThat(left()).as("run directories of this JVM, by their locks").isEmpty();
        }

        private List<Path> left() throws IOException {
            var left = new ArrayList<Path>();
            try (var locks = Files.newDirectoryStream(temporary, "espalier-*.lock")) {
                for (var lock : locks) {
                    if (isOurs(lock)) {
                        left.add(lock);
                    }
                }
            }
            return left;
        }

        /** Those of others come and go. */
        private boolean isOurs(Path lock) {
            try {
                return Files.readString(lock).equals(owner);
            } catch (IOException gone) {
                return false;
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var unused = context.getRoot()
                .getStore(Namespace.create(NothingLeft.class))
                .computeIfAbsent(AtTheEnd.class, end -> new AtTheEnd(Path.of(System.getProperty("java.io.tmpdir")),
                        "process " + ProcessHandle.current().pid()));
    }
}
