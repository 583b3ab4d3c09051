package dev.espalier.junit;

import java.util.HashSet;
import java.util.Optional;

import dev.espalier.ClusterSpec;
import dev.espalier.Doctor;
import dev.espalier.NodeSpec;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What is written at a class of tests about its machines.
 *
 * @param usualBackend runs the machines of a configuration that name none
 */
record WantedReader(Class<?> test, String usualBackend) {

    /** Nothing if it has no {@link VmTest} of its own. */
    Optional<Wanted> read() {
        return annotation().map(this::wanted);
    }

    private Optional<VmTest> annotation() {
        return AnnotationSupport.findAnnotation(test, VmTest.class);
    }

    private Wanted wanted(VmTest annotation) {
        var machines = machines(annotation);
        var names = machines.nodes().stream().map(NodeSpec::name).toList();
        var restored = new HashSet<>(isRestored() ? names : fields().restored(names));
        if (annotation.scope() == Scope.METHOD && !restored.isEmpty()) {
            throw wrong("@Snapshot is for machines that several tests share, and each test has machines of its own");
        }
        var wanted = new Wanted(machines, annotation.scope(), annotation.start(), restored);
        fields().require(wanted.scope());
        return wanted;
    }

    /** Makes sure that a nested class asks for nothing that the machines of the class around it are not. */
    void requireNoMoreThan(Wanted outer) {
        var names = outer.machines().nodes().stream().map(NodeSpec::name).toList();
        if (isRestored() || !fields().restored(names).isEmpty()) {
            throw wrong("@Snapshot is for a class with a @VmTest of its own");
        }
        fields().require(outer.scope());
    }

    /** Why its tests are disabled on this host, if they are. */
    Optional<String> whyDisabled() {
        return annotation().filter(VmTest::disabledWithoutKvm)
                .map(annotation -> Doctor.emulations(machines(annotation)))
                .filter(emulations -> !emulations.isEmpty())
                .map(emulations -> "disabledWithoutKvm: " + String.join("; ", emulations));
    }

    private ClusterSpec machines(VmTest annotation) {
        return new MachineSource(test, usualBackend).read(annotation.value());
    }

    private boolean isRestored() {
        return AnnotationSupport.isAnnotated(test, Snapshot.class);
    }

    private MachineFields fields() {
        return new MachineFields(test);
    }

    private ExtensionConfigurationException wrong(String what) {
        return new ExtensionConfigurationException(test.getSimpleName() + ": " + what);
    }
}
