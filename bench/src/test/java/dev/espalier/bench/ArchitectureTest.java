package dev.espalier.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.espalier", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NOBODY_USES_BENCHMARKS = noClasses().that()
            .resideOutsideOfPackage("dev.espalier.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.espalier.bench..");

    @ArchTest
    static final ArchRule BENCHMARKS_DO_NOT_KNOW_EACH_OTHER = slices()
            .matching("dev.espalier.bench.(deaths|faults|micro|run|supervision)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule RESULTS_DO_NOT_KNOW_WHO_MEASURES = noClasses().that()
            .resideInAnyPackage("dev.espalier.bench.result..", "dev.espalier.bench.page..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.espalier.bench.guest..", "dev.espalier.bench.rival..", "dev.espalier.bench.run..");
}
