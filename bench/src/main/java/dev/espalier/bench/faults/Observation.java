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
     * @param role    of that process
     * @param ended   when that process was gone: a container that is told to end first shuts down; none if it went on
     */
    record Hit(String process, Role role, Optional<Instant> ended) {
        private boolean lostBefore(Instant moment) {
            return ended.filter(moment::isAfter).isPresent();
        }
    }

    /** What a process was to the run. */
    enum Role {
        JVM,
        /** Without it a machine, or all of them, cannot be. */
        VITAL,
        OTHER
    }

    /** Whether it said what is for its developers, and not for who runs a test. */
    boolean saidStackTrace() {
        return said.contains("\n\tat ");
    }

    /** What is wrong with a run; nothing if it was as it has to be. */
    List<String> wrongs(Plan plan) {
        return new Judgement(plan, this).wrongs();
    }

    /** Whether what was hit was lost so early that the script must have noticed. */
    boolean lostBefore(Duration margin) {
        return hit.filter(hit -> hit.lostBefore(through.map(end -> end.minus(margin)).orElse(Instant.MAX)))
                .isPresent();
    }
}
