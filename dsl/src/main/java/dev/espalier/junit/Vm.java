package dev.espalier.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field of a {@link VmTest} that is given a {@link dev.espalier.Machine} before its tests, or a parameter that is not called as
 * its machine is. A static field needs machines that several tests share.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Vm {
    /** The machine's name; that of the field or parameter unless it is given, in which an underscore is a hyphen. */
    String value() default "";
}
