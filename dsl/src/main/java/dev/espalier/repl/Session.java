package dev.espalier.repl;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.espalier.ClusterSnapshot;
import dev.espalier.Machine;
import dev.espalier.run.Stage;
import dev.espalier.run.TestScript;

/** What typed lines call: all that a script can, and the script itself. */
public final class Session extends TestScript {
    /**
     * The session of the line that runs in this thread, and in those that it starts. A line is compiled alone and can be handed
     * nothing.
     */
    @SuppressWarnings("ThreadLocalUsage")
    private static final ThreadLocal<Optional<Session>> CURRENT = new InheritableThreadLocal<>() {
        @Override
        protected Optional<Session> initialValue() {
            return Optional.empty();
        }
    };

    private final Stage stage;
    private final Map<String, ClusterSnapshot> moments = new ConcurrentHashMap<>();

    Session(Stage stage) {
        super(stage.cluster(), stage.subtests(), stage.log());
        this.stage = stage;
    }

    /** The one whose line calls this. */
    public static Session current() {
        return CURRENT.get().orElseThrow(() -> new IllegalStateException("nobody has typed this"));
    }

    /** Something that a line does. */
    @FunctionalInterface
    interface Line<T> {
        T run() throws Exception;
    }

    /** Runs a line of this session's. */
    <T> T running(Line<T> line) throws Exception {
        var before = CURRENT.get();
        CURRENT.set(Optional.of(this));
        try {
            return line.run();
        } finally {
            CURRENT.set(before);
        }
    }

    /** @param variable as scripts know it */
    public Machine machine(String variable) {
        return Optional.ofNullable(stage.machines().get(variable))
                .orElseThrow(() -> new IllegalArgumentException("no machine is known as " + variable));
    }

    /** Runs the test's script from its first line to its last. */
    public void testScript() throws Exception {
        stage.play();
    }

    /**
     * Runs the test's script on machines as they were at a moment. The first run of a moment is that moment: machines that do not
     * run yet are booted, and all are kept; each later one begins with them as they were then, whatever has been done to them
     * since.
     *
     * @param moment any name, as of a snapshot
     * @throws Exception as of {@link #snapshotAll} and {@link #restoreAll}, and what the script throws
     */
    public void testScript(String moment) throws Exception {
        var known = moments.get(moment);
        if (known == null) {
            moments.put(moment, snapshotAll(moment));
        } else {
            restoreAll(known);
        }
        testScript();
    }

    Stage stage() {
        return stage;
    }
}
