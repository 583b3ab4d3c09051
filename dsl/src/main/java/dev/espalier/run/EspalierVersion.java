package dev.espalier.run;

/** Which Espalier this is. */
public final class EspalierVersion {
    public static final String CURRENT = "0.1.0-SNAPSHOT";

    private EspalierVersion() {}
}
