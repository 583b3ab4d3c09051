package dev.espalier.backends.shell;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.espalier.runtime.io.Closing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bashes of one guest. Some are started ahead, so that a command need not wait until the guest has started its own. */
final class Bashes implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Bashes.class);

    private final CommandLauncher launcher;
    private final String directory;
    private final Set<LaunchedCommand> all = ConcurrentHashMap.newKeySet();
    private final Queue<LaunchedCommand> ahead = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** @param directory where commands run */
    Bashes(CommandLauncher launcher, String directory) {
        this.launcher = launcher;
        this.directory = directory;
    }

    /** Starts one, or takes the one that is being started ahead if the guest starts no more; blocks until then. */
    LaunchedCommand launch() throws IOException {
        try {
            return start();
        } catch (LaunchRefused full) {
            synchronized (ahead) {
                return ahead().orElseThrow(() -> full);
            }
        }
    }

    private LaunchedCommand start() throws IOException {
        var bash = launcher.launch(SoloScript.program(directory, launcher.outputsLast()));
        all.add(bash);
        if (closed) {
            bash.close();
        }
        return bash;
    }

    /** Starts those that are to be ahead and are not; blocks until then. If it cannot, the next command tells why. */
    void launchAhead() {
        synchronized (ahead) {
            try {
                while (ahead.size() < launcher.ahead()) {
                    ahead.add(start());
                }
            } catch (IOException e) {
                LOG.debug("no bash ahead", e);
            }
        }
    }

    /** The one that was started ahead, for whoever takes it. */
    Optional<LaunchedCommand> ahead() {
        return Optional.ofNullable(ahead.poll());
    }

    /** Its outputs have ended, and it may end too. */
    void ended(LaunchedCommand bash) {
        all.remove(bash);
        Closing.quietly(bash.stdin());
    }

    @Override
    public void close() {
        closed = true;
        all.forEach(LaunchedCommand::close);
        all.clear();
    }
}
