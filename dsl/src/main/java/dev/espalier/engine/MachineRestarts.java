package dev.espalier.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The restarts of one machine. */
final class MachineRestarts {
    private final MachineRestart policy;
    private final Deque<Instant> recent = new ArrayDeque<>();

    MachineRestarts(MachineRestart policy) {
        this.policy = policy;
    }

    /** After which pause it is started again that has gone down now; nothing if it is not. */
    Optional<Duration> next(Instant now) {
        return switch (policy) {
            case MachineRestart.Temporary temporary -> Optional.empty();
            case MachineRestart.Permanent permanent -> next(permanent, now);
        };
    }

    private Optional<Duration> next(MachineRestart.Permanent permanent, Instant now) {
        var intensity = permanent.intensity();
        recent.removeIf(then -> then.plus(intensity.period()).isBefore(now));
        if (recent.size() >= intensity.restarts()) {
            return Optional.empty();
        }
        var pause = permanent.first();
        for (var earlier = 0; earlier < recent.size() && pause.compareTo(permanent.longest()) < 0; earlier++) {
            pause = pause.multipliedBy(2);
        }
        recent.add(now);
        return Optional.of(pause.compareTo(permanent.longest()) < 0 ? pause : permanent.longest());
    }
}
