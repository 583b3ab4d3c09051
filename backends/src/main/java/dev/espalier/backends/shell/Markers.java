package dev.espalier.backends.shell;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Words that no output holds by chance. */
final class Markers {
    private static final int BYTES = 16;

    private Markers() {}

    /** 32 hexadecimal digits. */
    static String random() {
        var random = new byte[BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
