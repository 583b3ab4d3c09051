package dev.espalier.backends.spi;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A variable of a UEFI's.
 *
 * @param name       such as {@code BootOrder}; neither empty nor with a NUL in it
 * @param vendor     whose it is: two vendors may each have a variable of one name
 * @param attributes of those that are kept
 * @param data       empty only in a wish that there be no such variable, as the UEFI itself takes it
 */
@SuppressWarnings("ArrayRecordComponent")
public record EfiVariable(String name, UUID vendor, Set<EfiAttribute> attributes, byte[] data) {
    /** Whose the variables are that the UEFI specification defines, such as {@code BootOrder} and {@code Boot0000}. */
    public static final UUID GLOBAL = UUID.fromString("8be4df61-93ca-11d2-aa0d-00e098032b8c");

    private static final Set<EfiAttribute> ORDINARY = EnumSet.of(EfiAttribute.NON_VOLATILE,
            EfiAttribute.BOOT_SERVICE_ACCESS, EfiAttribute.RUNTIME_ACCESS);

    /** @throws IllegalArgumentException if no variable can have that name */
    public EfiVariable {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no variable can have the name \"" + name.replace("\0", "\\0") + "\"");
        }
        attributes = Set.copyOf(attributes);
        data = data.clone();
    }

    /** One that outlives a reset, and that the firmware and the operating system both see. */
    public static EfiVariable of(String name, UUID vendor, byte[] data) {
        return new EfiVariable(name, vendor, ORDINARY, data);
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    /** Whether it is the same variable, whatever is in it. */
    public boolean isSameAs(EfiVariable other) {
        return name.equals(other.name) && vendor.equals(other.vendor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EfiVariable variable && isSameAs(variable) && attributes.equals(variable.attributes)
                && Arrays.equals(data, variable.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, vendor, attributes, Arrays.hashCode(data));
    }

    /** As the file that Linux's efivarfs has for it is called, with its attributes and its data in hexadecimal digits. */
    @Override
    public String toString() {
        return name + "-" + vendor + " " + attributes.stream().sorted().toList() + " "
                + HexFormat.of().formatHex(data);
    }
}
