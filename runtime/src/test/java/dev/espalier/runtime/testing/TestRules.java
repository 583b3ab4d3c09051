package dev.espalier.runtime.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.attribute.FileAttribute;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What holds for the tests of every module. */
public final class TestRules {
    @ArchTest
    static final ArchRule NOTHING_IS_LEFT_IN_THE_TEMPORARY_DIRECTORY = noClasses().should()
            .callMethod(Files.class, "createTempDirectory", String.class, FileAttribute[].class)
            .orShould()
            .callMethod(Files.class, "createTempFile", String.class, String.class, FileAttribute[].class)
            .orShould()
            .callMethod(File.class, "createTempFile", String.class, String.class)
            .because(
                    "a @TempDir is removed after its test, whatever becomes of that, and target by the next clean build");

    private TestRules() {}
}
