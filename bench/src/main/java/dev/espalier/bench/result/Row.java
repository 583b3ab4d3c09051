package dev.espalier.bench.result;

/**
 * One figure of one setting.
 *
 * @param machines how many ran at once
 */
public record Row(Setting setting, Work work, int machines) {

    /** Of one machine alone. */
    public static Row of(Setting setting, Work work) {
        return new Row(setting, work, 1);
    }

    /** What was measured, without the setting. */
    public String title() {
        return machines == 1 ? work.title() : work.title() + ", " + machines + " machines";
    }

    /** All of it, for a person. */
    public String words() {
        return setting.words() + ": " + title();
    }
}
