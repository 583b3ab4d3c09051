package dev.espalier;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way dependencies run. */
@AnalyzeClasses(packages = "dev.espalier", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {
    private static final DescribedPredicate<JavaClass> DSL = resideOutsideOfPackages("dev.espalier.runtime..",
            "dev.espalier.backends..");

    @ArchTest
    static final ArchRule NO_BACKEND_IS_NAMED = noClasses().that(DSL)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.espalier.backends..").and(resideOutsideOfPackages(
                    "dev.espalier.backends.spi..", "dev.espalier.backends.shell..", "dev.espalier.backends.image..")))
            .because("backends are found by the ServiceLoader, and one that is not ours works the same");

    @ArchTest
    static final ArchRule PEKKO_IS_NOT_SEEN_FROM_OUTSIDE = classes().that(DSL)
            .and(resideOutsideOfPackages("dev.espalier.engine.."))
            .should(have(describe("no Pekko type in a public or protected signature",
                    type -> signatureTypes(type).stream().noneMatch(resideInAPackage("org.apache.pekko..")))));

    @ArchTest
    static final ArchRule JUNIT_IS_FOR_ITS_USERS_ALONE = noClasses().that(DSL)
            .and(resideOutsideOfPackages("dev.espalier.junit.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.espalier.junit..", "org.junit..", "org.opentest4j.."))
            .because("it is not on the class path of everybody");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES = slices().matching("dev.espalier.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_PARTS_THAT_READ_AND_REPORT_START_NOTHING = noClasses().that(
            resideInAnyPackage("dev.espalier.config..", "dev.espalier.script..", "dev.espalier.report..",
                    "dev.espalier.observe..", "dev.espalier.source..", "dev.espalier.assertions.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.espalier.engine..", "dev.espalier.runtime..",
                    "org.apache.pekko.."));

    private static Set<JavaClass> signatureTypes(JavaClass type) {
        var members = type.getMembers().stream().filter(ModuleRulesTest::isVisible).flatMap(ModuleRulesTest::types);
        var parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        return isVisible(type)
                ? Stream.concat(members, parents)
                        .flatMap(each -> each.getAllInvolvedRawTypes().stream())
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ModuleRulesTest::isVisible).orElse(true);
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<? extends JavaType> types(JavaMember member) {
        return member instanceof JavaCodeUnit code
                ? Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream())
                : Stream.concat(Stream.of(member.getOwner()), member.getAllInvolvedRawTypes().stream());
    }
}
