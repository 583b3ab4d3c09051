package dev.espalier.backends.image;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;

import dev.espalier.backends.spi.HostPrograms;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a test class, and says so, where the host lacks a program; where CI is set the class fails instead. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsTools.Condition.class)
public @interface NeedsTools {
    String[] value();

    class Condition implements ExecutionCondition, BeforeAllCallback {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            var missing = missing(context);
            if (missing.isEmpty() || inCi()) {
                return ConditionEvaluationResult.enabled("all programs are here");
            }
            System.out.println("SKIPPED " + context.getDisplayName() + ": this host lacks " + missing);
            return ConditionEvaluationResult.disabled("this host lacks " + missing);
        }

        @Override
        public void beforeAll(ExtensionContext context) {
            var missing = missing(context);
            if (!missing.isEmpty()) {
                throw new AssertionError("this host lacks " + missing + ", and in CI nothing is skipped");
            }
        }

        private static boolean inCi() {
            return "true".equals(System.getenv("CI"));
        }

        private static String missing(ExtensionContext context) {
            var needed = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), NeedsTools.class)
                    .orElseThrow();
            return String.join(", ", Arrays.stream(needed.value()).filter(Condition::lacks).toList());
        }

        private static boolean lacks(String program) {
            return HostPrograms.missing(program, program).isPresent();
        }
    }
}
