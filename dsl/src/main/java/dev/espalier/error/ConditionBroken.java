package dev.espalier.error;

/** A condition that a test wants does not hold. */
public final class ConditionBroken extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String condition;

    /** @param why more than that, if there is more to say */
    public ConditionBroken(String condition, String why) {
        super(new Evidence("a condition does not hold: " + condition).block("because", why).toString());
        this.condition = condition;
    }

    public String condition() {
        return condition;
    }
}
