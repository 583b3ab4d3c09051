package dev.espalier.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.espalier.backends.spi.Blueprint;
import dev.espalier.runtime.supervision.AutoShutdown;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.StartReply;
import dev.espalier.runtime.supervision.Supervisor;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.supervision.TerminateReply;
import org.apache.pekko.actor.typed.ActorRef;

/** The processes and channels of one life of a machine, as one child of the machine's supervisor. */
final class MachineTree {
    private static final String ID = "tree";

    private static final RestartIntensity CHANNELS = new RestartIntensity(5, Duration.ofSeconds(10));

    private static final Pattern PATH = Pattern.compile("cluster/machines/([^/]+)/" + ID + "(/.*)?");

    private MachineTree() {}

    /** The end of the machine's process, and of what cannot be kept running beside it, is the end of the tree. */
    static ChildSpec of(Blueprint blueprint) {
        var spec = SupervisorSpec.oneForOne().intensity(CHANNELS).autoShutdown(AutoShutdown.ANY_SIGNIFICANT);
        for (var child : blueprint.children()) {
            spec = spec.child(child);
        }
        return ChildSpec.supervisor(ID, spec).restart(Restart.TEMPORARY);
    }

    /**
     * Has it ended, if there is one.
     *
     * @param machine the machine's actor, beside which it is
     * @param told    when there is none any more
     */
    static void end(Child machine, ActorRef<TerminateReply> told) {
        machine.supervisor().tell(new Supervisor.TerminateChild(ID, told));
    }

    /** Whose tree a supervisor is, or is part of, if it is one of a cluster's machine. */
    static Optional<String> machine(String supervisor) {
        var path = PATH.matcher(supervisor);
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }

    /** Why it has not started, in a person's words; nothing if it has. */
    static Optional<String> failure(StartReply reply) {
        return switch (reply) {
            case StartReply.Started started -> Optional.empty();
            case StartReply.Failed(var reason) -> Optional.of(reason.describe());
            case StartReply.Invalid(var error) -> Optional.of(error.describe());
            case StartReply.Ignored ignored -> Optional.of("its supervisor ignores it");
            case StartReply.AlreadyStarted already -> Optional.of("it runs already");
            case StartReply.AlreadyPresent already -> Optional.of("it is there already");
        };
    }
}
