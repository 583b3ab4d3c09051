package dev.espalier.backends;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.Requirement;

@AnalyzeClasses(packages = "dev.espalier.backends", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.espalier.backends.";
    private static final String[] SHARED = {BASE + "spi", BASE + "shell", BASE + "image", BASE + "http",
            BASE + "vsock", BASE + "microvm"};

    @ArchTest
    static final ArchRule KNOWS_ONLY_THE_RUNTIME = noClasses().should()
            .dependOnClassesThat(DescribedPredicate.describe("are of a module above this one",
                    type -> type.getPackageName().startsWith("dev.espalier")
                            && !type.getPackageName().startsWith("dev.espalier.runtime")
                            && !type.getPackageName().startsWith("dev.espalier.backends")));

    /** What a host has and lacks is said by images too, in the words of the interface, which hands images on. */
    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(BASE + "(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(DescribedPredicate.alwaysTrue(),
                    JavaClass.Predicates.belongToAnyOf(Requirement.class, HostPrograms.class));

    @ArchTest
    static final ArchRule WHAT_IS_SHARED_KNOWS_NO_BACKEND = noClasses().that()
            .resideInAnyPackage(SHARED)
            .should()
            .dependOnClassesThat(DescribedPredicate.describe("belong to a backend",
                    type -> type.getPackageName().startsWith(BASE) && !isShared(type.getPackageName())));

    @ArchTest
    static final ArchRule NO_BACKEND_USES_ANOTHER = slices().matching(BASE + "(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(DescribedPredicate.alwaysTrue(), DescribedPredicate.describe("what is shared",
                    type -> isShared(type.getPackageName())));

    @ArchTest
    static final ArchRule THE_SHELL_KNOWS_ONLY_ITSELF = noClasses().that()
            .resideInAPackage(BASE + "shell")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "spi", BASE + "image", BASE + "http", BASE + "vsock", BASE + "microvm");

    private static boolean isShared(String packageName) {
        for (var shared : SHARED) {
            if (packageName.equals(shared)) {
                return true;
            }
        }
        return false;
    }
}
