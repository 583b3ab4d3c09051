package dev.espalier.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connection;

/**
 * A command in a guest whose input and output are a connection: what comes is passed on at once, and the end of either is
 * that of the other. The command has to take its input as it comes, and never finds its end.
 */
final class ConnectedCommand {
    /** More than is ever sent. */
    private static final long WITHOUT_END = 100_000_000_000_000L;

    /** What begins the command. */
    @FunctionalInterface
    interface Beginning {
        GuestCommand begin(ShellInput input, OutputSink output);
    }

    private final Connection connection;
    private final CompletableFuture<GuestCommand> command = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private ConnectedCommand(Connection connection) {
        this.connection = connection;
    }

    /** Begins it, and returns. */
    static GuestCommand begin(Connection connection, Beginning beginning) {
        var connected = new ConnectedCommand(connection);
        var begun = beginning.begin(new ShellInput(WITHOUT_END, connected::input, ShellInput.Ending.NONE),
                connected.output());
        var unused = begun.exitStatus().whenComplete((status, failure) -> {
            connected.over.complete(null);
            Closing.quietly(connection);
        });
        connected.command.complete(begun);
        return begun;
    }

    /** Who is at the other end may wait for each byte, and has no use for what comes behind the last. */
    private OutputSink output() {
        return new OutputSink() {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                connection.output().write(bytes, from, length);
                connection.output().flush();
            }

            @Override
            public Delivery delivery() {
                return Delivery.PROMPT;
            }
        };
    }

    private InputStream input() {
        return new InputStream() {
            @Override
            public int read() {
                var one = new byte[1];
                var unused = read(one, 0, 1);
                return Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                var count = receive(bytes, from, length);
                if (count < 0) {
                    command.join().cancel().run();
                    over.join();
                    // An input that ends before it was said to would break the way to the guest; nobody reads this byte.
                    return 1;
                }
                return count;
            }
        };
    }

    /** A connection may end in any way. */
    private int receive(byte[] bytes, int from, int length) {
        try {
            return connection.input().read(bytes, from, length);
        } catch (IOException gone) {
            return -1;
        }
    }
}
