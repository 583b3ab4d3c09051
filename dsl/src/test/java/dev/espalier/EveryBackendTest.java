package dev.espalier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.espalier.tck.BackendContract;
import dev.espalier.tck.MachineContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the contracts to being for every backend. */
class EveryBackendTest {
    private static final String KIT = MachineContract.class.getPackageName();

    @Test
    @DisplayName("every backend that is installed is held to its contract in a package of its name, without dashes")
    void held() {
        var tested = new ClassFileImporter().importPackages(KIT)
                .stream()
                .filter(type -> type.isAssignableTo(BackendContract.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(type -> type.getPackageName().substring(KIT.length() + 1));
        assertThat(tested)
                .containsAll(Backends.installed().names().stream().map(name -> name.replace("-", "")).toList());
    }

    @Test
    @DisplayName("the contracts know no backend, so that they are true of one that is not ours")
    void impartial() {
        noClasses().that()
                .resideInAPackage(KIT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KIT + ".*..", "dev.espalier.backends.local..", "dev.espalier.backends.qemu..")
                .check(new ClassFileImporter().importPackages(KIT));
    }
}
