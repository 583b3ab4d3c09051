package dev.espalier.runtime.supervision;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * A child's handle on its own incarnation: how it tells its supervisor that it is up, why it ends, and how it
 * wants to be stopped. All methods may be called from any thread; a handle of an incarnation that is gone does
 * nothing any more.
 */
public sealed interface Child permits Incarnation {

    /** The number of this incarnation: unique within its supervisor, and greater than those of all before it. */
    long incarnation();

    /**
     * The supervisor that started this child.
     *
     * @throws IllegalStateException under a {@link DynamicSupervisor}, and for the root of a tree
     */
    ActorRef<Supervisor.Command> supervisor();

    /** Says that the child is up; the supervisor goes on. Only the first answer counts. */
    void started();

    /** As {@link #started()}, with something for the caller who had the child started. */
    void started(Object info);

    /** Ends without being an error: the child is not needed, as OTP's {@code ignore}. To be returned. */
    <T> Behavior<T> ignored();

    /** Ends because it cannot start. To be returned. */
    <T> Behavior<T> failed(ExitReason reason);

    /** Ends for a reason; without this, a behavior that stops has ended normally. To be returned. */
    <T> Behavior<T> exit(ExitReason reason);

    /**
     * Registers what has to happen to the world when this child is killed, such as killing a process or closing
     * a socket; also when its start function does not come to a behavior, or its {@code PostStop} throws. Handles
     * are run in reverse order, must not block and may run after the resource is gone; what they throw is logged.
     * If the child is already killed, the handle is run at once.
     *
     * @param name for reports
     */
    void onKill(String name, Runnable handle);

    /**
     * Does {@code work}, which may block, on a virtual thread that belongs to this incarnation: it is interrupted when the
     * child is killed, and when it has ended, after its {@code PostStop}. A thread that is still there 5 s later is reported as
     * {@link SupervisionEvent.ThreadAbandoned}; nobody waits for it. What it finds out it tells the child's actor. If the child
     * is already over, nothing is done.
     *
     * @param name for reports
     */
    void onThread(String name, Runnable work);

    /**
     * As {@link #onThread}, on a thread of the operating system's: for work that blocks in the kernel for long, such as reading
     * a process's output, with which a virtual thread would keep one of the few that all virtual threads share.
     */
    void onPlatformThread(String name, Runnable work);

    /**
     * Asks to be told {@code message} instead of being stopped, for a child whose clean-up takes more than its
     * {@code PostStop}. Its {@link Shutdown} deadline then is the time it has until it ends by itself.
     */
    <M> void onShutdown(ActorRef<M> target, M message);
}
