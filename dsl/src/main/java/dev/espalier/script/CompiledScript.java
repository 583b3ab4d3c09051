package dev.espalier.script;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.espalier.source.SourceFile;

/** A script ready to run, any number of times. */
public final class CompiledScript {
    private final SourceFile source;
    private final ScriptFrame frame;
    private final Set<String> classNames;
    private final ClassLoader loader;

    CompiledScript(SourceFile source, ScriptFrame frame, ScriptClasses classes) {
        this.source = source;
        this.frame = frame;
        this.classNames = classes.names();
        this.loader = classes.loader(frame.base().getClassLoader());
    }

    public SourceFile source() {
        return source;
    }

    /**
     * A new instance, whose {@code run} executes the script's statements; it is also an instance of the frame's base.
     *
     * @param values    a value for every variable of the frame
     * @param arguments for the constructor of the frame's base
     * @throws IllegalArgumentException if values or arguments are not what the frame says
     */
    public ScriptBody instantiate(Map<String, ?> values, Object... arguments) {
        frame.variables().forEach((name, type) -> requireValue(name, type, values));
        var parameters = Stream.concat(Stream.of(Map.class), frame.parameters().stream()).toArray(Class<?>[]::new);
        var all = Stream.concat(Stream.of(values), Arrays.stream(arguments)).toArray();
        try {
            var constructor = Class.forName(ScriptSource.STATEMENTS_CLASS, true, loader)
                    .getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return (ScriptBody) constructor.newInstance(all);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(frame.base().getName() + " cannot be constructed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a compiled script is not what was generated", e);
        }
    }

    private static void requireValue(String name, Class<?> type, Map<String, ?> values) {
        var value = values.get(name);
        if (value == null || !(type.isPrimitive() || type.isInstance(value))) {
            throw new IllegalArgumentException("variable " + name + " needs a " + type.getName() + ", not " + value);
        }
    }

    /**
     * The line of the script at which something was thrown: the innermost one of the deepest cause that came through
     * the script, also if that was in a lambda that another thread ran.
     */
    public Optional<ScriptPlace> placeOf(Throwable thrown) {
        return placesOf(thrown).stream().findFirst();
    }

    /** The script's lines that led to {@link #placeOf}, innermost first; empty if the script had no part in it. */
    public List<ScriptPlace> placesOf(Throwable thrown) {
        return causes(thrown).reversed()
                .stream()
                .map(this::placesInTraceOf)
                .filter(places -> !places.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<ScriptPlace> placesInTraceOf(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> classNames.contains(frame.getClassName()) && frame.getLineNumber() > 0)
                .map(frame -> new ScriptPlace(source, frame.getLineNumber()))
                .distinct()
                .toList();
    }

    private static List<Throwable> causes(Throwable thrown) {
        var causes = new ArrayList<Throwable>();
        for (var cause = thrown; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
