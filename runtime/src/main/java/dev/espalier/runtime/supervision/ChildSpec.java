package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.Optional;

/**
 * What a supervisor has to know about a child, as OTP's child specification. It is checked by the supervisor that is
 * to start the child, or before by {@link SupervisorSpec#error()}.
 *
 * @param id unique within the supervisor, not empty
 * @param start makes the behavior, once per incarnation
 * @param restart which ends lead to a restart
 * @param significant whether the child's end counts for {@link AutoShutdown}; not for permanent children
 * @param shutdown how the child is stopped
 * @param type what the child counts as
 * @param startTimeout how long the child may take to say that it is up before it is killed and the start has
 *        failed; empty, the default and OTP's rule, means for ever
 */
public record ChildSpec(String id, ChildStart start, Restart restart, boolean significant, Shutdown shutdown,
        ChildType type, Optional<Duration> startTimeout) {

    /** How long a worker has to stop unless its spec says otherwise, as in OTP. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(5);

    public ChildSpec(String id, ChildStart start, Restart restart, boolean significant, Shutdown shutdown,
            ChildType type) {
        this(id, start, restart, significant, shutdown, type, Optional.empty());
    }

    /** A permanent worker that has 5 s to stop. */
    public static ChildSpec worker(String id, ChildStart start) {
        return new ChildSpec(id, start, Restart.PERMANENT, false, Shutdown.timeout(DEFAULT_PATIENCE),
                ChildType.WORKER);
    }

    /** A permanent supervisor that has all the time it needs to stop. */
    public static ChildSpec supervisor(String id, SupervisorSpec spec) {
        return new ChildSpec(id, self -> Supervisor.create(spec, self), Restart.PERMANENT, false,
                Shutdown.infinity(), ChildType.SUPERVISOR);
    }

    public ChildSpec restart(Restart restart) {
        return new ChildSpec(id, start, restart, significant, shutdown, type, startTimeout);
    }

    public ChildSpec significant(boolean significant) {
        return new ChildSpec(id, start, restart, significant, shutdown, type, startTimeout);
    }

    public ChildSpec shutdown(Shutdown shutdown) {
        return new ChildSpec(id, start, restart, significant, shutdown, type, startTimeout);
    }

    public ChildSpec startTimeout(Duration patience) {
        return new ChildSpec(id, start, restart, significant, shutdown, type, Optional.of(patience));
    }

    /** What forbids this child under a supervisor with that flag, if anything does, in the order of OTP's checks. */
    Optional<SpecError> error(AutoShutdown autoShutdown) {
        if (id.isEmpty()) {
            return Optional.of(new SpecError.MissingId());
        }
        if (significant && autoShutdown == AutoShutdown.NEVER) {
            return Optional.of(new SpecError.SignificantWithoutAutoShutdown(id));
        }
        if (significant && restart == Restart.PERMANENT) {
            return Optional.of(new SpecError.SignificantAndPermanent(id));
        }
        if (shutdown instanceof Shutdown.Timeout(Duration patience) && patience.isNegative()) {
            return Optional.of(new SpecError.InvalidShutdown(id, patience));
        }
        return startTimeout.filter(patience -> !patience.isPositive())
                .map(patience -> new SpecError.InvalidStartTimeout(id, patience));
    }

    /** Whether the child is restarted when it has ended by itself like this. */
    boolean isRestartedAfter(ExitReason reason) {
        return switch (restart) {
            case PERMANENT -> true;
            case TRANSIENT -> !reason.isOrderly();
            case TEMPORARY -> false;
        };
    }

    /** Whether this is how the child may end when it is being stopped. */
    boolean mayStopWith(ExitReason reason) {
        boolean brutal = shutdown instanceof Shutdown.BrutalKill;
        boolean asOrdered = brutal ? reason.equals(ExitReason.killed()) : reason.equals(ExitReason.shutdown());
        return asOrdered || (reason.isOrderly() && restart != Restart.PERMANENT);
    }
}
