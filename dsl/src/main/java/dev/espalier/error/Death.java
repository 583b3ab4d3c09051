package dev.espalier.error;

import dev.espalier.runtime.process.ExitStatus;

/** How a machine came to be down. */
public sealed interface Death {

    /** One line for a person, going on from the machine's name. */
    String describe();

    /** Its process ended, for no reason that the guest gave. */
    record ProcessEnded(ExitStatus status) implements Death {
        @Override
        public String describe() {
            return "its process ended with " + status;
        }
    }

    /** The way to it was lost; it may run on, or not. */
    record ConnectionLost(String why) implements Death {
        @Override
        public String describe() {
            return "the connection to it was lost: " + why;
        }
    }

    /** The guest powered itself off. */
    record PoweredOff() implements Death {
        @Override
        public String describe() {
            return "the guest powered itself off";
        }
    }

    /** It was reset, and not started to survive that. */
    record Reset(RebootReason reason) implements Death {
        @Override
        public String describe() {
            return reason.describe();
        }
    }

    /** The guest's kernel gave up. */
    record Panicked() implements Death {
        @Override
        public String describe() {
            return "the guest's kernel panicked";
        }
    }

    /** The test had it stopped or crashed. */
    record Stopped() implements Death {
        @Override
        public String describe() {
            return "the test stopped it";
        }
    }

    /** Its supervisor gave it up. */
    record GivenUp(String why) implements Death {
        @Override
        public String describe() {
            return "its supervisor gave it up: " + why;
        }
    }
}
