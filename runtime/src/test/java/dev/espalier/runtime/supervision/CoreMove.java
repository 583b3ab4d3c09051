package dev.espalier.runtime.supervision;

/**
 * What may happen next to a supervisor under test. A number picks among those it can happen to; where there is
 * nobody, nothing happens.
 */
sealed interface CoreMove {

    /** One that is starting says that it is up. */
    record ComesUp(int which) implements CoreMove {}

    /** One that is starting says that it is not needed. */
    record Ignores(int which) implements CoreMove {}

    /** One that is starting or being stopped ends. */
    record IsOver(int which, ExitReason reason) implements CoreMove {}

    /** One that is running ends by itself. */
    record Dies(int which, ExitReason reason) implements CoreMove {}

    /** What one was to do has taken too long. */
    record IsLate(int which) implements CoreMove {}

    /** The oldest attempt to restart is due. */
    record Attempt() implements CoreMove {}

    record TimePasses(int seconds) implements CoreMove {}

    record StartChild(ChildSpec spec) implements CoreMove {}

    /** A child is called by its id, or picked where there are none. */
    record TerminateChild(int which) implements CoreMove {}

    record RestartChild(int which) implements CoreMove {}

    record DeleteChild(int which) implements CoreMove {}

    /** Somebody asks something that changes nothing. */
    record Look(int which) implements CoreMove {}

    record ShutDown() implements CoreMove {}

    /** Something is heard that stands for nobody: of one that is long gone, or never was. */
    record Nonsense(int which) implements CoreMove {}
}
