package dev.espalier.script;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What surrounds a test script: whose methods it calls, what is imported, and which variables it sees. Every class
 * named here is public, and so are the classes around it.
 *
 * @param base       the class whose subclass the script becomes; it has a public or protected constructor
 * @param parameters the types of that constructor's parameters
 * @param imports    what comes before the script's own imports, each the name alone, such as
 *                   {@code java.time.Duration} or {@code static java.util.stream.Collectors.*}
 * @param variables  the variables a script sees, by name, each with its type
 */
public record ScriptFrame(Class<?> base, List<Class<?>> parameters, List<String> imports,
        SequencedMap<String, Class<?>> variables) {

    /** @throws IllegalArgumentException if a variable's name cannot be one, or the base has no such constructor */
    public ScriptFrame {
        parameters = List.copyOf(parameters);
        imports = List.copyOf(imports);
        variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
        requireConstructor(base, parameters);
        requireUsable(variables);
    }

    private static void requireConstructor(Class<?> base, List<Class<?>> parameters) {
        if (Arrays.stream(base.getDeclaredConstructors())
                .noneMatch(constructor -> List.of(constructor.getParameterTypes()).equals(parameters))) {
            throw new IllegalArgumentException(base.getName() + " has no constructor with parameters " + parameters);
        }
    }

    private static void requireUsable(Map<String, Class<?>> variables) {
        for (var variable : variables.keySet()) {
            if (!ScriptVariable.isUsable(variable)) {
                throw new IllegalArgumentException("a script cannot have a variable named " + variable);
            }
        }
    }
}
