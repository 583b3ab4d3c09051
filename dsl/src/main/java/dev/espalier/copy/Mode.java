package dev.espalier.copy;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may do what with a file: the nine bits that chmod knows as 0777. */
record Mode(int bits) {
    private static final int ALL = 0777;
    private static final int FIRST = 0400;

    Mode {
        bits &= ALL;
    }

    static Mode of(Set<PosixFilePermission> permissions) {
        return new Mode(permissions.stream().mapToInt(Mode::bit).sum());
    }

    Set<PosixFilePermission> permissions() {
        return Arrays.stream(PosixFilePermission.values())
                .filter(permission -> (bits & bit(permission)) != 0)
                .collect(Collectors.toSet());
    }

    /** The enum has them in chmod's order. */
    @SuppressWarnings("EnumOrdinal")
    private static int bit(PosixFilePermission permission) {
        return FIRST >> permission.ordinal();
    }

    @Override
    public String toString() {
        return Integer.toOctalString(bits);
    }
}
