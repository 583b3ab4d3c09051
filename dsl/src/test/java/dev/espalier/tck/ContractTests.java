package dev.espalier.tck;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.backends.spi.Capability;
import org.junit.platform.commons.support.ReflectionSupport;

/** The contracts that one backend is held to: the tests of one package. */
record ContractTests(List<Class<?>> types) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");

    static ContractTests beside(Class<?> test) {
        return new ContractTests(ReflectionSupport.findAllClassesInPackage(test.getPackageName(),
                type -> MachineContract.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()),
                name -> true));
    }

    boolean hold(Class<? extends MachineContract> contract) {
        return types.stream().anyMatch(contract::isAssignableFrom);
    }

    Set<Class<? extends Capability>> capabilities() {
        return types.stream()
                .flatMap(type -> Stream.ofNullable(type.getAnnotation(ContractOf.class)))
                .flatMap(contract -> Arrays.stream(contract.value()))
                .collect(Collectors.toSet());
    }

    /** What each is to be called: words of its own may stand between its backend and its contract. */
    static Pattern nameOf(Class<?> test, String backend) {
        return Pattern.compile(word(backend) + "\\w*?" + contractOf(test).replaceFirst("^Backend", "") + "(Test|IT)");
    }

    private static String contractOf(Class<?> test) {
        var type = test.getSuperclass();
        while (!Modifier.isAbstract(type.getModifiers())) {
            type = type.getSuperclass();
        }
        return type.getSimpleName();
    }

    /** A backend's name as a class's name begins with it: {@code Qemu}, {@code CloudHypervisor}. */
    static String word(String backend) {
        return WORD.matcher(backend)
                .results()
                .map(part -> part.group().substring(0, 1).toUpperCase(Locale.ROOT) + part.group().substring(1))
                .collect(Collectors.joining());
    }
}
