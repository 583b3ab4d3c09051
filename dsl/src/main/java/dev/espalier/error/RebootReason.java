package dev.espalier.error;

/** Why a guest went down to come up again, by the last that was seen of it. */
public enum RebootReason {
    GUEST("guest", "the guest reset itself"),
    HOST("reset from outside", "it was reset from outside"),
    WATCHDOG(
            "watchdog", "its watchdog reset it"),
    PANIC("kernel panic", "the guest's kernel panicked"),
    /** Another boot of the guest answers, and no reset was seen. */
    KEXEC("kexec", "the guest's kernel started another"),
    /** Another boot of the guest answers, and the way to it had been lost meanwhile. */
    OUT_OF_SIGHT("out of sight", "it came up anew while the connection to it was lost");

    private final String word;
    private final String description;

    RebootReason(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** In a word or two, for lines about many things. */
    public String word() {
        return word;
    }

    /** One clause for a person. */
    public String describe() {
        return description;
    }
}
