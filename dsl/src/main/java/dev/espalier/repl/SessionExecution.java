package dev.espalier.repl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;

import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Has the JDK's shell run lines in this JVM, where the session is, instead of in one of their own. Found by name. */
public final class SessionExecution implements ExecutionControlProvider {
    static final String NAME = "espalier";

    /** Where the JDK's shell puts the classes that it makes of lines. */
    private static final String TYPED = "REPL.";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
        return new Lines(Session.current());
    }

    private static final class Lines extends LocalExecutionControl {
        private final Session session;

        Lines(Session session) {
            this.session = session;
        }

        @Override
        protected String invoke(Method line) throws Exception {
            try {
                return session.running(() -> super.invoke(line));
            } catch (InvocationTargetException e) {
                throw told(e);
            }
        }

        /** A line that was ended by hand needs no words, and what its calls did inside helps nobody who typed it. */
        private static Exception told(InvocationTargetException thrown) {
            var cause = thrown.getCause();
            if (cause instanceof CancellationException) {
                return new StoppedException();
            }
            if (cause != null && cause.getClass().getName().startsWith("dev.espalier.")) {
                cause.setStackTrace(Arrays.stream(cause.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith(TYPED))
                        .toArray(StackTraceElement[]::new));
            }
            return thrown;
        }
    }
}
