package dev.espalier.examples.fleet;

import dev.espalier.report.TestEvent;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor of the host's that hears what becomes of its machines, and puts it into the host's log. */
final class Watchman {
    private Watchman() {}

    static Behavior<TestEvent> create() {
        return Behaviors.receive((context, event) -> {
            switch (event) {
                case TestEvent.MachineReady ready -> context.getLog().info("{} is up", ready.machine());
                case TestEvent.MachineRestarting down -> context.getLog()
                        .warn("{} went down, and is started again in {} ms", down.machine(), down.after().toMillis());
                case TestEvent.MachineDied died -> context.getLog().error("{} is lost: {}", died.machine(), died.why());
                default -> {
                }
            }
            return Behaviors.same();
        });
    }
}
