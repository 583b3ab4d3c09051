package dev.espalier.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Fails the tests of a JVM that has left a run directory in the temporary directory, when all of them are over. */
public final class NothingLeft implements BeforeAllCallback {

    /**
     * Ends with the tests, after what they have put there.
     *
     * @param before what an earlier JVM of the same number has left
     */
    private record AtTheEnd(List<Path> before) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            assertThat(ours()).as("run directories of this JVM, or their locks").isSubsetOf(before);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        var store = context.getRoot().getStore(Namespace.create(NothingLeft.class));
        if (store.get(AtTheEnd.class) == null) {
            store.put(AtTheEnd.class, new AtTheEnd(ours()));
        }
    }

    private static List<Path> ours() throws IOException {
        try (var all = Files.list(ShortDirectory.temporary())) {
            return all.filter(NothingLeft::isOurs).toList();
        }
    }

    private static boolean isOurs(Path file) {
        var name = file.getFileName().toString();
        return name.startsWith(ShortDirectory.prefix())
                || (name.startsWith("espalier-") && name.endsWith(".lock") && isOurLock(file));
    }

    /** Those of others come and go. */
    private static boolean isOurLock(Path lock) {
        try {
            return Files.readString(lock).equals("process " + ProcessHandle.current().pid());
        } catch (IOException gone) {
            return false;
        }
    }
}
