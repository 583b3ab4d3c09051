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

/** The bashes of one guest. Some wait for commands, so that these need not wait until the guest has started their own. */
final class Bashes implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Bashes.class);

    private final CommandLauncher launcher;
    private final String directory;
    private final Set<SoloBash> all = ConcurrentHashMap.newKeySet();
    private final Queue<SoloBash> ahead = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** @param directory where commands run */
    Bashes(CommandLauncher launcher, String directory) {
        this.launcher = launcher;
        this.directory = directory;
    }

    /** Starts one, or takes the one that is being started ahead if the guest starts no more; blocks until then. */
    SoloBash launch() throws IOException {
        try {
            return start();
        } catch (LaunchRefused full) {
            synchronized (ahead) {
                return ahead().orElseThrow(() -> full);
            }
        }
    }

    private SoloBash start() throws IOException {
        var bash = SoloBash.of(launcher.launch(SoloScript.program(directory, launcher)));
        all.add(bash);
        if (closed) {
            bash.close();
        }
        return bash;
    }

    /** Whether fewer are ahead than are to be. */
    boolean lackSome() {
        return ahead.size() < launcher.ahead();
    }

    /** Starts those that are to be ahead and are not; blocks until then. If it cannot, the next command tells why. */
    void launchAhead() {
        synchronized (ahead) {
            try {
                while (lackSome()) {
                    ahead.add(start());
                }
            } catch (IOException e) {
                LOG.debug("no bash ahead", e);
            }
        }
    }

    /** One that waits for a command, for whoever takes it. */
    Optional<SoloBash> ahead() {
        return Optional.ofNullable(ahead.poll());
    }

    /** It has run a command and waits for another, or ends if enough do. */
    void vacant(SoloBash bash) {
        bash.vacate();
        if (ahead.size() < launcher.kept()) {
            ahead.add(bash);
        } else {
            all.remove(bash);
            bash.close();
        }
    }

    /** Its outputs have ended, and it may end too. */
    void ended(SoloBash bash) {
        all.remove(bash);
        Closing.quietly(bash.program().stdin());
    }

    @Override
    public void close() {
        closed = true;
        all.forEach(SoloBash::close);
        all.clear();
    }
}
