package dev.espalier.bench.supervision;

/**
 * Many idle children of one dynamic supervisor.
 *
 * @param startNanos until the last one is known to be up
 * @param stopNanos until the supervisor is known to be gone, and all of them before it
 * @param bytes memory in use because of them
 */
record Crowd(int children, long startNanos, long stopNanos, long bytes) {

    double startSeconds() {
        return startNanos / 1e9;
    }

    double stopSeconds() {
        return stopNanos / 1e9;
    }

    double kilobytesPerChild() {
        return bytes / 1e3 / children;
    }
}
