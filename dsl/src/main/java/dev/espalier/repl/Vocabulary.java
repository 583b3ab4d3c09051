package dev.espalier.repl;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.espalier.Machine;
import dev.espalier.run.TestPreparation;
import dev.espalier.run.TestScript;

/** The names that a session begins with, as lines of Java: a script's imports, a variable for each machine, and its methods. */
final class Vocabulary {
    private static final String SESSION = Session.class.getName() + ".current()";

    private Vocabulary() {}

    /** @param machines the names of their variables */
    static String of(Collection<String> machines) {
        var imports = TestPreparation.IMPORTS.stream().map(name -> "import " + name + ";");
        var variables = machines.stream()
                .sorted()
                .map(name -> Machine.class.getName() + " " + name + " = " + SESSION + ".machine(\"" + name + "\");");
        var methods = Stream.of(TestScript.class, Session.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toGenericString))
                .map(Vocabulary::method);
        return Stream.of(imports, variables, methods)
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String method(Method method) {
        var parameters = method.getGenericParameterTypes();
        var names = IntStream.range(0, parameters.length).mapToObj(number -> "p" + number).toList();
        var declared = IntStream.range(0, parameters.length)
                .mapToObj(number -> name(parameters[number]) + " " + names.get(number))
                .collect(Collectors.joining(", "));
        var thrown = Arrays.stream(method.getGenericExceptionTypes()).map(Vocabulary::name).toList();
        return typeParameters(method) + name(method.getGenericReturnType()) + " " + method.getName() + "(" + declared
                + ")" + (thrown.isEmpty() ? "" : " throws " + String.join(", ", thrown)) + " { "
                + (method.getReturnType() == void.class ? "" : "return ") + SESSION + "." + method.getName() + "("
                + String.join(", ", names) + "); }";
    }

    private static String typeParameters(Method method) {
        return method.getTypeParameters().length == 0
                ? ""
                : Arrays.stream(method.getTypeParameters())
                        .map(TypeVariable::getName)
                        .collect(Collectors.joining(", ", "<", "> "));
    }

    private static String name(Type type) {
        return type.getTypeName().replace('$', '.');
    }
}
