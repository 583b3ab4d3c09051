package dev.espalier.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Machines that each test begins with as the first one did: memory, devices and disks. On a {@link VmTest}, all of them; on a
 * {@link Vm} field of its, that one. What they are when the first test begins is kept, after {@code @BeforeAll} methods and before
 * {@code @BeforeEach} methods, and is restored for every other. One that has not been started is started for it.
 *
 * <p>Such tests of one class come one after the other, whatever else runs at once. A machine whose backend has no snapshots fails the class with
 * {@link dev.espalier.error.MissingCapability}, before any is started.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Snapshot {
}
