package dev.espalier.runtime.supervision;

/**
 * What happens in a supervision tree, told to the listener of its root. OTP's reports are {@link ChildStarted}
 * (progress), {@link ChildTerminated}, {@link StartFailed}, {@link ShutdownFailed} and
 * {@link IntensityReached}; the others are there for those who follow a tree.
 */
public sealed interface SupervisionEvent {

    /** The supervisor it happened in: the ids from the root down, separated by slashes. */
    String supervisor();

    /** A child has said that it is up. */
    record ChildStarted(String supervisor, String id, long incarnation) implements SupervisionEvent {}

    /** A child has ended by itself, in a way that is an error for its restart type. */
    record ChildTerminated(String supervisor, String id, ExitReason reason) implements SupervisionEvent {}

    /** A child has ended as it may: it was told to, or its restart type allows it. */
    record ChildStopped(String supervisor, String id, ExitReason reason) implements SupervisionEvent {}

    /** A static child could not be started, or a child not be restarted. */
    record StartFailed(String supervisor, String id, ExitReason reason) implements SupervisionEvent {}

    /** A child that was told to stop has ended for another reason, for instance because it had to be killed. */
    record ShutdownFailed(String supervisor, String id, ExitReason reason) implements SupervisionEvent {}

    /** A killed child's actor does not return from what it does; the supervisor goes on without it. */
    record ChildAbandoned(String supervisor, String id, long incarnation) implements SupervisionEvent {}

    /** A child that is over, or was killed, has left a thread that does not end although it was interrupted. */
    record ThreadAbandoned(String supervisor, String id, long incarnation, String thread) implements SupervisionEvent {}

    /**
     * The restart of this child is one too many; the supervisor gives up.
     *
     * @param reason why the child was to be restarted
     */
    record IntensityReached(String supervisor, String id, ExitReason reason) implements SupervisionEvent {

        /** Why the supervisor gives up, in a person's words. */
        public String why() {
            return id + " has to be restarted too often: it " + reason.describe();
        }
    }

    /** All children are stopped, and the supervisor ends. */
    record SupervisorStopped(String supervisor, ExitReason reason) implements SupervisionEvent {}

    /** One line for a person, whatever a reason's text holds. */
    default String describe() {
        String what = switch (this) {
            case ChildStarted up -> up.id() + " is up";
            case ChildTerminated end -> end.id() + " " + end.reason().describe();
            case ChildStopped end -> end.id() + " " + end.reason().describe();
            case StartFailed failed -> failed.id() + " did not start: it " + failed.reason().describe();
            case ShutdownFailed end -> end.id() + " was told to stop and " + end.reason().describe();
            case ChildAbandoned lost -> lost.id() + " was killed and does not end";
            case ThreadAbandoned lost -> lost.id() + " has left its thread '" + lost.thread() + "', which does not end";
            case IntensityReached limit -> limit.why();
            case SupervisorStopped end -> "the supervisor " + end.reason().describe();
        };
        return (supervisor() + ": " + what).replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
