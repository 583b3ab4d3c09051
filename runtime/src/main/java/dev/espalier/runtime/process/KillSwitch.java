package dev.espalier.runtime.process;

/** Kills a process that may not have been started yet: then it is killed as soon as it is. */
final class KillSwitch {
    private sealed interface State {
        enum Waiting implements State {
            INSTANCE
        }

        record Armed(RunningProcess process) implements State {}

        enum Thrown implements State {
            INSTANCE
        }
    }

    private State state = State.Waiting.INSTANCE;

    void arm(RunningProcess process) {
        if (advance(new State.Armed(process)) == State.Thrown.INSTANCE) {
            process.kill();
        }
    }

    void kill() {
        if (advance(State.Thrown.INSTANCE) instanceof State.Armed(var process)) {
            process.kill();
        }
    }

    private synchronized State advance(State next) {
        var before = state;
        if (before != State.Thrown.INSTANCE) {
            state = next;
        }
        return before;
    }
}
