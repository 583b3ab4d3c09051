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
    static final ArchRule SUBJECTS_DO_NOT_KNOW_EACH_OTHER = slices().matching("dev.espalier.bench.(*)..")
            .should()
            .notDependOnEachOther();
}
