package dev.espalier.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A namespace that is held on to: when all its processes have ended, its number is still no other's. */
public final class HeldNamespace implements Closeable {
    private final String kind;
    private final String identity;
    private final FileChannel held;

    private HeldNamespace(String kind, String identity, FileChannel held) {
        this.kind = kind;
        this.identity = identity;
        this.held = held;
    }

    /** That of a running process. */
    public static HeldNamespace of(long pid, String kind) throws IOException {
        var held = FileChannel.open(Path.of("/proc", Long.toString(pid), "ns", kind), StandardOpenOption.READ);
        return new HeldNamespace(kind, ProcessTable.namespace(pid, kind), held);
    }

    /** Asserts that no process of the host is in it. */
    public void assertIsEmpty() throws IOException {
        for (var process : ProcessHandle.allProcesses().toList()) {
            try {
                assertThat(ProcessTable.namespace(process.pid(), kind)).as("namespace of %s", process.info())
                        .isNotEqualTo(identity);
            } catch (NoSuchFileException | AccessDeniedException e) {
                // gone, a zombie, or none of ours
            }
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
