package dev.espalier.repl;

import java.util.Optional;

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

    Stage stage() {
        return stage;
    }
}
