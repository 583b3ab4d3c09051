package dev.espalier.backends.firecracker;

import java.util.Optional;
import java.util.regex.Pattern;

/** A release of Firecracker, without the number of its last corrections: these add nothing to its API. */
record FirecrackerVersion(int major, int minor) {
    private static final Pattern ANSWER = Pattern.compile("(?m)^Firecracker v(\\d+)\\.(\\d+)");

    /** Reads what {@code firecracker --version} says. */
    static Optional<FirecrackerVersion> parse(String answer) {
        var found = ANSWER.matcher(answer);
        return found.find()
                ? Optional.of(new FirecrackerVersion(Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2))))
                : Optional.empty();
    }

    boolean has(Feature feature) {
        var since = feature.since();
        return major > since.major || (major == since.major && minor >= since.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
