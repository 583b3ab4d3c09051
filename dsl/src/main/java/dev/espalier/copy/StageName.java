package dev.espalier.copy;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** What a copy is called until it is whole. */
final class StageName {
    private StageName() {}

    static String random() {
        return ".espalier-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
