package dev.espalier.backends.qemu;

import java.util.ArrayList;
import java.util.List;

/**
 * One of QEMU's options: a flag and, for most, a value that is a list of properties. A comma inside a property is doubled,
 * as QEMU's option parser wants it.
 */
record QemuArgument(String flag, List<String> properties) {

    static QemuArgument flag(String flag) {
        return new QemuArgument(flag, List.of());
    }

    /** A flag whose value is taken as it is. */
    static QemuArgument text(String flag, String value) {
        return new QemuArgument(flag, List.of(value));
    }

    /** A flag whose value begins with a name, such as a device's. */
    static QemuArgument of(String flag, String name) {
        return new QemuArgument(flag, List.of(escaped(name)));
    }

    QemuArgument with(String key, Object value) {
        var more = new ArrayList<>(properties);
        more.add(key + "=" + escaped(value.toString()));
        return new QemuArgument(flag, List.copyOf(more));
    }

    private static String escaped(String value) {
        return value.replace(",", ",,");
    }

    List<String> words() {
        return properties.isEmpty() ? List.of(flag) : List.of(flag, String.join(",", properties));
    }
}
