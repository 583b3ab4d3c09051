package dev.espalier.junit;

import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.backends.image.ImageCache;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** What is kept for a test or a class, which also finds what is kept for those around it. JUnit closes all in the end. */
record TestStore(Store store) {
    private static final Namespace OURS = Namespace.create(VmTest.class);

    /** Machines that somebody else closes; if none, those around it are not meant either. */
    private record Lent(Optional<TestMachines> machines) {}

    static TestStore of(ExtensionContext context) {
        return new TestStore(context.getStore(OURS));
    }

    /** The machines of an instance's own class during a test, which may be others than those of a class within it. */
    static Optional<TestMachines> machinesOf(Object instance, ExtensionContext test) {
        var its = of(around(test, instance.getClass()));
        var inner = of(test);
        return its.machines().or(() -> its.wanted().equals(inner.wanted()) ? inner.machines() : Optional.empty());
    }

    private static ExtensionContext around(ExtensionContext inner, Class<?> type) {
        return Stream.iterate(Optional.of(inner), Optional::isPresent, context -> context.get().getParent())
                .flatMap(Optional::stream)
                .filter(context -> context.getTestClass().filter(type::equals).isPresent())
                .findFirst()
                .orElse(inner);
    }

    void put(Wanted wanted) {
        store.put(Wanted.class, wanted);
    }

    Optional<Wanted> wanted() {
        return Optional.ofNullable(store.get(Wanted.class, Wanted.class));
    }

    /** Keeps machines of its own. */
    TestMachines open(Wanted wanted, ImageCache images) throws InterruptedException {
        var machines = TestMachines.open(wanted, images);
        store.put(TestMachines.class, machines);
        lend(machines);
        return machines;
    }

    /** Keeps machines for all who want the same, opened for the first. */
    TestMachines shared(Wanted wanted, ImageCache images) {
        return store.computeIfAbsent(wanted, one -> opened(one, images), TestMachines.class);
    }

    private static TestMachines opened(Wanted wanted, ImageCache images) {
        try {
            return TestMachines.open(wanted, images);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the machines were opened", e);
        }
    }

    void lend(TestMachines machines) {
        store.put(Lent.class, new Lent(Optional.of(machines)));
    }

    void lendNone() {
        store.put(Lent.class, new Lent(Optional.empty()));
    }

    Optional<TestMachines> machines() {
        return Optional.ofNullable(store.get(Lent.class, Lent.class)).flatMap(Lent::machines);
    }

    void put(AutoCloseable turn) {
        store.put(AutoCloseable.class, turn);
    }
}
