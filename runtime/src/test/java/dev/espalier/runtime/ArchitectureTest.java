package dev.espalier.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.espalier.runtime", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_ONLY_ITSELF = noClasses().should()
            .dependOnClassesThat(DescribedPredicate.describe("are of another module",
                    type -> type.getPackageName().startsWith("dev.espalier")
                            && !type.getPackageName().startsWith("dev.espalier.runtime")));

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.espalier.runtime.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NAMESPACES_NEED_NO_ACTORS = noClasses().that()
            .resideInAPackage("dev.espalier.runtime.namespace")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko..", "scala..", "dev.espalier.runtime.supervision",
                    "dev.espalier.runtime.system");

    @ArchTest
    static final ArchRule SUPERVISION_KNOWS_NO_OPERATING_SYSTEM = noClasses().that()
            .resideInAPackage("dev.espalier.runtime.supervision")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.espalier.runtime.io", "dev.espalier.runtime.process",
                    "dev.espalier.runtime.namespace", "dev.espalier.runtime.console", "dev.espalier.runtime.network")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Process.class);

    @ArchTest
    static final ArchRule STREAMS_ARE_FOR_CONSOLES = noClasses().that()
            .resideOutsideOfPackage("dev.espalier.runtime.console")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.pekko.stream..");

    @ArchTest
    static final ArchRule NOBODY_ENDS_THE_JVM = noClasses().should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(Runtime.class, "addShutdownHook", Thread.class);
}
