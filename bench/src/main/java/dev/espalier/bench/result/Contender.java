package dev.espalier.bench.result;

/** Who was measured. */
public enum Contender {

    /** The NixOS driver's protocol, spoken by one thread: the driver's own cost is none. */
    NIXOS_PROTOCOL("NixOS's protocol"),

    /** The NixOS driver itself. */
    NIXOS_DRIVER("NixOS driver"),

    /** attest itself. */
    ATTEST("attest"),

    /** As little as can be done by hand on the same channel. */
    FLOOR("floor"),

    /** Us. */
    ESPALIER("Espalier");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
