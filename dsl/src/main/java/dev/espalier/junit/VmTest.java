package dev.espalier.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests that have machines. They are opened as {@link dev.espalier.Cluster#open} does, started, and closed whatever
 * happens. A method that wants one has a parameter of type {@link dev.espalier.Machine} with the machine's name, in which every
 * hyphen is an underscore, or with {@link Vm}; or a {@link dev.espalier.Cluster}. Nested classes have those of the class around
 * them, unless they have a {@code VmTest} of their own.
 *
 * <p>Which machines there are says a {@code machines.json}, the configuration that {@code espalier run} reads too, or a
 * {@link dev.espalier.ClusterSpec} with {@link Nodes}.
 *
 * <p>A machine that goes down though nobody brought it down fails the test that runs with
 * {@link dev.espalier.error.MachineDied}, and those that come after it with the same machines. What there is to be known of a
 * failed test's machines is published into JUnit's own report directory, which the failure names: consoles, events, screenshots
 * and journals.
 *
 * <p>May be on another annotation. JUnit's configuration parameter {@code espalier.cache} is a directory for guest images instead
 * of the user's, {@code espalier.backend} what runs the machines of a {@code machines.json} that name no backend.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({VmTestExtension.class, MachineResolver.class, DeathWatch.class})
public @interface VmTest {
    /**
     * A resource with the configuration, named as for {@link Class#getResource}; {@code machines.json} beside the class unless it
     * is given, or a member of the class is {@link Nodes}.
     */
    String value() default "";

    Scope scope() default Scope.CLASS;

    Start start() default Start.ALL;

    /** Whether the tests are disabled, with the reason, on a host that would have to emulate the machines' processors. */
    boolean disabledWithoutKvm() default false;
}
