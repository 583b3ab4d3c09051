package dev.espalier.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.espalier.backends.spi.Capability;

/** What machines have to be able to do for the contract to be about them. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ContractOf {
    Class<? extends Capability>[] value();
}
