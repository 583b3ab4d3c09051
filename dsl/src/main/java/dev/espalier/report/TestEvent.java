package dev.espalier.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Something that happened in the run of a test, and when. */
public sealed interface TestEvent {
    Instant at();

    record RunStarted(Instant at, String test, List<String> machines) implements TestEvent {
        public RunStarted {
            machines = List.copyOf(machines);
        }
    }

    /** What is known of the host that the test runs on. */
    record HostDescribed(Instant at, List<Fact> facts) implements TestEvent {
        public HostDescribed {
            facts = List.copyOf(facts);
        }
    }

    /** What is known of a machine before it is started. */
    record MachineDescribed(Instant at, String machine, List<Fact> facts) implements TestEvent {
        public MachineDescribed {
            facts = List.copyOf(facts);
        }
    }

    /** @param image in a person's words, the same in {@link ImageReady} */
    record ImageBuilding(Instant at, String image) implements TestEvent {}

    record ImageReady(Instant at, String image, Duration took) implements TestEvent {}

    record MachineStarting(Instant at, String machine) implements TestEvent {}

    /** The machine runs commands. */
    record MachineReady(Instant at, String machine, Duration after) implements TestEvent {}

    /** The machine's guest went down, to come up again. */
    record MachineRebooting(Instant at, String machine) implements TestEvent {}

    /** @param after how long after its guest was seen to go down it runs commands again */
    record MachineRebooted(Instant at, String machine, String why, Duration after) implements TestEvent {}

    /** The machine ended as the test wanted it to. */
    record MachineStopped(Instant at, String machine) implements TestEvent {}

    /**
     * The machine went down by itself, and is started again.
     *
     * @param why   with the evidence, one line or several
     * @param after the pause before that
     */
    record MachineRestarting(Instant at, String machine, String why, Duration after) implements TestEvent {}

    /** @param why with the evidence, one line or several */
    record MachineDied(Instant at, String machine, String why) implements TestEvent {}

    /**
     * @param number the same in {@link WaitEnded}, and in no other wait of the run
     * @param what   is waited for, such as {@code unit nginx.service}
     */
    record WaitStarted(Instant at, long number, String machine, String what) implements TestEvent {}

    record WaitEnded(Instant at, long number, String machine, String what, Duration took, WaitOutcome outcome)
            implements
                TestEvent {}

    /** @param number the same in {@link CommandEnded}, and in no other command of the run */
    record CommandStarted(Instant at, long number, String machine, String command) implements TestEvent {}

    /** @param exitStatus none if the command was given up, because the time was up or the machine died */
    record CommandEnded(Instant at, long number, String machine, String command, OptionalInt exitStatus, Duration took)
            implements
                TestEvent {}

    /** @param path the names of the subtests around it and its own */
    record SubtestStarted(Instant at, List<String> path) implements TestEvent {
        public SubtestStarted {
            path = List.copyOf(path);
        }
    }

    record SubtestPassed(Instant at, List<String> path, Duration took) implements TestEvent {
        public SubtestPassed {
            path = List.copyOf(path);
        }
    }

    record SubtestFailed(Instant at, List<String> path, Duration took, Failure failure) implements TestEvent {
        public SubtestFailed {
            path = List.copyOf(path);
        }
    }

    /** @param machine whose output it is; none if the test says it */
    record Logged(Instant at, Optional<String> machine, LogLevel level, String text) implements TestEvent {}

    /**
     * A machine's links have become better or worse.
     *
     * @param faults all that is wrong with them from now on, in a person's words; none if they are as good as new
     */
    record LinksChanged(Instant at, String machine, List<String> faults) implements TestEvent {
        public LinksChanged {
            faults = List.copyOf(faults);
        }
    }

    /** @param file its name in the output directory */
    record ScreenshotTaken(Instant at, String machine, String file) implements TestEvent {}

    /**
     * Something became of a member of the supervision tree.
     *
     * @param supervisor the ids from the root down to the member's supervisor, separated by slashes
     * @param why        in a person's words; empty if there is nothing to say
     */
    record Supervised(Instant at, String supervisor, String child, SupervisionStep step, String why)
            implements
                TestEvent {}

    /** A line on a machine's console, while those are wanted. */
    record ConsoleSaid(Instant at, String machine, String line) implements TestEvent {}

    /** The script is over, and somebody has the machines as it left them, until they are taken down. */
    record PromptOpened(Instant at, Verdict verdict) implements TestEvent {}

    record RunEnded(Instant at, Duration took, Verdict verdict) implements TestEvent {}
}
