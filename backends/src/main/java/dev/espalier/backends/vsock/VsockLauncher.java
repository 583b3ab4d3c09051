package dev.espalier.backends.vsock;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.espalier.backends.shell.CommandLauncher;
import dev.espalier.backends.shell.LaunchedCommand;
import dev.espalier.runtime.io.Closing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts programs in a guest that puts a bash behind each connection to a port of its vsock. A program takes two connections,
 * one for its standard error. One more is there all the time: the guest tells by it that a program has ended, whoever has its
 * outputs then, and by its end that it is gone itself.
 */
final class VsockLauncher implements CommandLauncher, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(VsockLauncher.class);

    /** To start one takes longer than a short command does. */
    private static final int AHEAD = 2;
    /** As many as run at once. */
    private static final int KEPT = VsockDoor.COMMANDS_AT_ONCE;
    private static final int LONGEST_LINE = 4096;

    /** A guest that stands still takes no connection, and its monitor ends each that waits for two seconds. */
    private static final Duration LAUNCHING = Duration.ofMinutes(5);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
    private static final int MOST_LINES_BEFORE = 100;

    private final VsockHost host;
    private final int port;
    private final VsockStream control;
    private final String notices;
    private final Map<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> lost = new CompletableFuture<>();

    private VsockLauncher(VsockHost host, int port, VsockStream control, String notices) {
        this.host = host;
        this.port = port;
        this.control = control;
        this.notices = notices;
    }

    /** Blocks until a bash of the guest has answered. */
    static VsockLauncher open(VsockHost host, int port) throws IOException {
        var word = word();
        var control = host.connect(port);
        try {
            return new VsockLauncher(host, port, control,
                    said(host.patience(), control, word, GuestScripts.notices(word)));
        } catch (IOException | RuntimeException e) {
            control.close();
            throw e;
        }
    }

    private static String word() {
        return "e" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Gives a bash a line of script, and waits for the word that it then says; with what it says behind it. */
    private static String said(Duration patience, VsockStream bash, String word, String script) throws IOException {
        return VsockHost.within(patience, bash.channel(), () -> {
            bash.write(script);
            for (int lines = 0; lines < MOST_LINES_BEFORE; lines++) {
                var line = bash.line(LONGEST_LINE);
                if (line.startsWith(word)) {
                    return line.substring(word.length()).strip();
                }
            }
            throw new IOException("no bash answers on the vsock");
        });
    }

    /** Hears of programs' ends, until the guest is gone; for a thread that may block. */
    void hear() throws IOException {
        try {
            while (true) {
                ended(control.line(LONGEST_LINE));
            }
        } finally {
            lost.complete(null);
            running.keySet().forEach(this::ended);
        }
    }

    private void ended(String word) {
        var ended = running.remove(word);
        if (ended != null) {
            ended.complete(null);
        }
    }

    /** Tries until the guest takes the connection, unless it is gone. */
    private VsockStream connected() throws IOException {
        var deadline = System.nanoTime() + LAUNCHING.toNanos();
        while (true) {
            try {
                return host.connect(port);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                if (System.nanoTime() >= deadline || isLostSoon()) {
                    throw e;
                }
            }
        }
    }

    private boolean isLostSoon() throws IOException {
        try {
            lost.get(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public LaunchedCommand launch(List<String> command) throws IOException {
        var carrier = connected();
        try {
            var bash = connected();
            try {
                var errors = word();
                return launch(command, said(LAUNCHING, carrier, errors, GuestScripts.carrier(errors)), bash, carrier);
            } catch (IOException | RuntimeException e) {
                bash.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            carrier.close();
            throw e;
        }
    }

    private LaunchedCommand launch(List<String> command, String pipe, VsockStream bash, VsockStream carrier)
            throws IOException {
        var word = word();
        var ended = new CompletableFuture<Void>();
        running.put(word, ended);
        try {
            var unused = said(LAUNCHING, bash, word, GuestScripts.program(word, command, pipe, notices));
            carrier.write(GuestScripts.handedOver());
            return new Launched(bash, carrier, ended);
        } catch (IOException | RuntimeException e) {
            running.remove(word);
            throw e;
        }
    }

    @Override
    public OutputsLast outputsLast() {
        return OutputsLast.AS_LONG_AS_ANYBODY;
    }

    @Override
    public int ahead() {
        return AHEAD;
    }

    /** The guest is a machine of its own, and the bash behind its vsock is root's. */
    @Override
    public int kept() {
        return KEPT;
    }

    /**
     * Has the guest end what it tells by, which would wait in each copy of it for ever, and closes; blocks until then. A guest
     * that stands still ends nothing.
     */
    void hangUp() {
        try (var bash = host.connect(port)) {
            var word = word();
            var unused = said(host.patience(), bash, word, GuestScripts.end(word, notices));
        } catch (IOException e) {
            LOG.debug("the guest is left as it is", e);
        } finally {
            close();
        }
    }

    /** Programs that run go on, and nobody hears of them. */
    @Override
    public void close() {
        lost.complete(null);
        Closing.quietly(control);
    }

    private record Launched(VsockStream bash, VsockStream carrier, CompletionStage<?> ended)
            implements
                LaunchedCommand {
        @Override
        public OutputStream stdin() {
            return bash.output();
        }

        @Override
        public InputStream stdout() {
            return bash.input();
        }

        @Override
        public InputStream stderr() {
            return carrier.input();
        }

        /** What is behind the connections in the guest gets an end of its input, and signals when it writes. */
        @Override
        public void close() {
            Closing.quietly(bash);
            Closing.quietly(carrier);
        }
    }
}
