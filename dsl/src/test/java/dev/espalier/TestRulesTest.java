package dev.espalier;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.espalier.runtime.testing.TestRules;

@AnalyzeClasses(packages = "dev.espalier", importOptions = ImportOption.OnlyIncludeTests.class)
class TestRulesTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(TestRules.class);
}
