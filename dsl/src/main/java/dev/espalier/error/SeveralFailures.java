package dev.espalier.error;

import java.util.List;

/** Of what was done side by side, more than one thing failed. The failures themselves are suppressed exceptions. */
public final class SeveralFailures extends EspalierException {
    private static final long serialVersionUID = 1;

    /** @param what was done, such as {@code of 3 machines, 2 failed} */
    public SeveralFailures(String what, List<? extends Throwable> failures) {
        super(message(what, failures));
        failures.forEach(this::addSuppressed);
    }

    private static String message(String what, List<? extends Throwable> failures) {
        var evidence = new Evidence(what);
        for (int number = 1; number <= failures.size(); number++) {
            evidence.block(Integer.toString(number), String.valueOf(failures.get(number - 1).getMessage()));
        }
        return evidence.toString();
    }
}
