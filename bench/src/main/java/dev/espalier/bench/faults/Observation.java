package dev.espalier.bench.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a run.
 *
 * @param exit    the command's exit status; none if it had to be ended
 * @param through when the script wanted nothing more of its machines, if it came so far
 * @param hit     what the fault did, if it could do anything
 * @param said    what the command said on its standard output and error
 * @param left    what there is after it that was not there before it
 */
record Observation(Optional<Integer> exit, Optional<Instant> through, Optional<Hit> hit, String said,
        List<String> left) {

    /**
     * A fault that was brought about.
     *
     * @param process what it was done to, as a person would say
     */
    record Hit(Instant at, String process, Role role) {
        /** A signal that was to end it has not; nothing is lost but what only the JVM's own end loses. */
        Hit survived() {
            return role == Role.JVM ? this : new Hit(at, process, Role.OTHER);
        }
    }

    /** What a process was to the run. */
    enum Role {
        JVM,
        /** Without it a machine, or all of them, cannot be. */
        VITAL, OTHER
    }

    /** Whether it said what is for its developers, and not for who runs a test. */
    boolean saidStackTrace() {
        return said.contains("\n\tat ");
    }

    /** What is wrong with a run; nothing if it was as it has to be. */
    List<String> wrongs(Plan plan) {
        return new Judgement(plan, this).wrongs();
    }

    /** Whether a machine was lost so early that the script must have noticed. */
    boolean lostBefore(Duration margin) {
        return hit.filter(hit -> through.map(end -> hit.at().isBefore(end.minus(margin))).orElse(true)).isPresent();
    }
}
