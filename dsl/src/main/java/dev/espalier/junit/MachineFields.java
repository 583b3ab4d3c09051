package dev.espalier.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.espalier.Cluster;
import dev.espalier.Machine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The fields of a class that are given machines.
 *
 * @param type with what it inherits
 */
record MachineFields(Class<?> type) {

    private List<Field> all(Predicate<Field> which) {
        return AnnotationSupport.findAnnotatedFields(type, Vm.class, which);
    }

    /** @throws ExtensionConfigurationException if one of them cannot be given a machine of this scope */
    void require(Scope scope) {
        for (var field : all(each -> true)) {
            if (!field.getType().equals(Machine.class)) {
                throw wrong(field, "@Vm is for fields of type Machine");
            }
            if (Modifier.isFinal(field.getModifiers())) {
                throw wrong(field, "it is given its machine later, and cannot be final");
            }
            if (scope == Scope.METHOD && Modifier.isStatic(field.getModifiers())) {
                throw wrong(field, "each test has machines of its own, and a static field is for all tests");
            }
        }
    }

    /** The machines in fields that are themselves restored. */
    Set<String> restored(Collection<String> machines) {
        return all(field -> AnnotationSupport.isAnnotated(field, Snapshot.class)).stream()
                .map(field -> name(field).among(machines))
                .collect(Collectors.toSet());
    }

    void giveStatic(Cluster cluster) {
        all(field -> Modifier.isStatic(field.getModifiers())).forEach(field -> give(field, null, cluster));
    }

    void giveOf(Object instance, Cluster cluster) {
        all(field -> !Modifier.isStatic(field.getModifiers())).forEach(field -> give(field, instance, cluster));
    }

    private static void give(Field field, @Nullable Object instance, Cluster cluster) {
        var names = cluster.machines().stream().map(Machine::name).toList();
        try {
            field.setAccessible(true);
            field.set(instance, cluster.machine(name(field).among(names)));
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException(place(field) + ": " + e.getMessage(), e);
        }
    }

    private static MachineName name(Field field) {
        var given = field.getAnnotation(Vm.class).value();
        return new MachineName(place(field), given.isEmpty() ? field.getName() : given);
    }

    private static String place(Field field) {
        return "the field " + field.getName() + " of " + field.getDeclaringClass().getSimpleName();
    }

    private static ExtensionConfigurationException wrong(Field field, String why) {
        return new ExtensionConfigurationException(place(field) + ": " + why);
    }
}
