package dev.espalier.runtime.testing;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a test, and says so, where the host lacks what it needs; where CI is set the test fails instead. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsHost.Condition.class)
public @interface NeedsHost {

    /** Programs that are to be on the PATH. */
    String[] programs() default {};

    /** Files and devices that are to exist. */
    String[] files() default {};

    /** Whether the test has to be run by root. */
    boolean root() default false;

    /** Looks at the host. */
    final class Condition implements ExecutionCondition, BeforeEachCallback {
        private static final String PATH = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/sbin";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            var missing = missing(context);
            if (missing.isEmpty() || inCi()) {
                return ConditionEvaluationResult.enabled("the host has it all");
            }
            System.out.println("SKIPPED " + context.getDisplayName() + ": this host lacks " + missing);
            return ConditionEvaluationResult.disabled("this host lacks " + missing);
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            var missing = missing(context);
            if (!missing.isEmpty()) {
                throw new AssertionError("this host lacks " + missing + ", and in CI nothing is skipped");
            }
        }

        private static boolean inCi() {
            return "true".equals(System.getenv("CI"));
        }

        private static List<String> missing(ExtensionContext context) {
            return Stream.of(context.getTestMethod(), context.getTestClass())
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, NeedsHost.class).stream())
                    .flatMap(needed -> missing(needed).stream())
                    .distinct()
                    .toList();
        }

        private static List<String> missing(NeedsHost needed) {
            var missing = new ArrayList<String>();
            Arrays.stream(needed.programs()).filter(Condition::notOnPath).forEach(missing::add);
            Arrays.stream(needed.files()).filter(file -> !Files.exists(Path.of(file))).forEach(missing::add);
            if (needed.root() && !"root".equals(System.getProperty("user.name"))) {
                missing.add("root");
            }
            return missing;
        }

        private static boolean notOnPath(String program) {
            return Arrays.stream(PATH.split(File.pathSeparator))
                    .map(directory -> Path.of(directory, program))
                    .noneMatch(Files::isExecutable);
        }
    }
}
