package dev.espalier.runtime.supervision;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.time.InstantSource;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Decisions are taken without actors and clocks, so that they can be tested without. */
class PurityTest {

    @Test
    void coresKnowNeitherActorsNorClocks() {
        noClasses().that()
                .haveSimpleNameEndingWith("Core")
                .or()
                .haveSimpleNameStartingWith("Core")
                .or()
                .belongToAnyOf(ChildKeeper.class, ChildTable.class, ChildState.class, ChildCalls.class, Plan.class,
                        Decisions.class, DynamicChild.class, RestartWindow.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.pekko..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.espalier.runtime.supervision"));
    }
}
