package dev.espalier.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;

import dev.espalier.Cluster;
import dev.espalier.Machine;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives methods and constructors the machines that they have parameters for. */
final class MachineResolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        var type = parameter.getParameter().getType();
        return type.equals(Machine.class) || type.equals(Cluster.class);
    }

    @Override
    public Object resolveParameter(ParameterContext context, ExtensionContext test) {
        var parameter = context.getParameter();
        var where = "the parameter " + parameter.getName() + " of "
                + (context.getDeclaringExecutable() instanceof Constructor
                        ? "the constructor"
                        : context
                                .getDeclaringExecutable()
                                .getName());
        var cluster = context.getTarget()
                .map(instance -> TestStore.machinesOf(instance, test))
                .orElseGet(() -> TestStore.of(test).machines())
                .orElseThrow(() -> new ParameterResolutionException(where
                        + ": each test has machines of its own, and there are none before or after it"))
                .cluster();
        return parameter.getType().equals(Cluster.class)
                ? cluster
                : cluster.machine(new MachineName(where, given(parameter, where)).among(
                        cluster.machines().stream().map(Machine::name).toList()));
    }

    private static String given(Parameter parameter, String where) {
        var vm = parameter.getAnnotation(Vm.class);
        if (vm != null && !vm.value().isEmpty()) {
            return vm.value();
        }
        if (!parameter.isNamePresent()) {
            throw new ParameterResolutionException(
                    where + ": its name is not in the class file; compile with -parameters, or say @Vm(\"name\")");
        }
        return parameter.getName();
    }
}
