package dev.espalier.backends.spi;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What a UEFI keeps in mind of a variable beside its data. */
public enum EfiAttribute {
    /** It outlives a reset; all variables in a store do. */
    NON_VOLATILE(0x01),
    /** It is seen before an operating system has taken over. */
    BOOT_SERVICE_ACCESS(0x02),
    /** It is seen after that too. */
    RUNTIME_ACCESS(0x04),
    HARDWARE_ERROR_RECORD(0x08),
    /** Only a signed write changes it, by a form of signature that is no longer used. */
    AUTHENTICATED_WRITE_ACCESS(0x10),
    /** Only a signed write with a later time changes it; the keys of Secure Boot are such variables. */
    TIME_BASED_AUTHENTICATED_WRITE_ACCESS(0x20);

    private final int bit;

    EfiAttribute(int bit) {
        this.bit = bit;
    }

    /** As the UEFI specification has it, and Linux before the data of each file of its efivarfs. */
    public int bit() {
        return bit;
    }

    /** Those whose bits are set; other bits mean nothing here. */
    public static Set<EfiAttribute> of(int bits) {
        var attributes = EnumSet.noneOf(EfiAttribute.class);
        Arrays.stream(values()).filter(attribute -> (bits & attribute.bit) != 0).forEach(attributes::add);
        return attributes;
    }
}
