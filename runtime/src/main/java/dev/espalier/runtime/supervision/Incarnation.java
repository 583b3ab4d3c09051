package dev.espalier.runtime.supervision;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * What the two sides of one incarnation share: the child writes how its start and its life went before it
 * stops, and the supervisor reads it when the actor is gone. Messages would not do, for the news of an actor's
 * end may overtake them.
 */
final class Incarnation implements Child {

    /** What a child has said about its start. */
    sealed interface Handshake {}

    record Pending() implements Handshake {}

    record Up(Optional<Object> info) implements Handshake {}

    record NotNeeded() implements Handshake {}

    /** Who hears of it while it lives; on the child's side, so it only passes the news on. */
    interface Parent {

        ActorRef<Supervisor.Command> supervisor();

        void childIsUp();

        /** It is over, and its actor will not be waited for. */
        void childIsGone();
    }

    private static final Handshake PENDING = new Pending();
    private static final Handshake UP = new Up(Optional.empty());

    private final long number;
    private final Supplier<Lineage> lineage;
    private final Parent parent;
    private volatile Handshake handshake = PENDING;
    private volatile @Nullable ExitReason exit;
    private final KillHandles killHandles;
    private final StopRequest stopRequest = new StopRequest();
    private volatile Inspection.Desk desk = Inspection.NOBODY;
    private @Nullable WorkerThreads threads;
    private volatile boolean actorStays;

    Incarnation(long number, Supplier<Lineage> lineage, Parent parent) {
        this.number = number;
        this.lineage = lineage;
        this.parent = parent;
        this.killHandles = new KillHandles(lineage);
    }

    @Override
    public long incarnation() {
        return number;
    }

    @Override
    public ActorRef<Supervisor.Command> supervisor() {
        return parent.supervisor();
    }

    @Override
    public void started() {
        up(UP);
    }

    @Override
    public void started(Object info) {
        up(new Up(Optional.of(info)));
    }

    private void up(Handshake up) {
        if (answer(up)) {
            parent.childIsUp();
        }
    }

    @Override
    public <T> Behavior<T> ignored() {
        if (exit == null) {
            answer(new NotNeeded());
        }
        return exit(ExitReason.normal());
    }

    @Override
    public <T> Behavior<T> failed(ExitReason reason) {
        return exit(reason);
    }

    @Override
    public <T> Behavior<T> exit(ExitReason reason) {
        end(reason);
        return Behaviors.stopped();
    }

    @Override
    public void onKill(String name, Runnable handle) {
        killHandles.add(name, handle);
    }

    @Override
    public <M> void onShutdown(ActorRef<M> target, M message) {
        stopRequest.handleWith(() -> target.tell(message));
    }

    @Override
    public void onThread(String name, Runnable work) {
        onThread(Thread.ofVirtual(), name, work);
    }

    @Override
    public void onPlatformThread(String name, Runnable work) {
        onThread(Thread.ofPlatform().daemon(), name, work);
    }

    private synchronized void onThread(Thread.Builder kind, String name, Runnable work) {
        if (exit == null) {
            if (threads == null) {
                threads = new WorkerThreads();
            }
            threads.start(kind, name, work);
        }
    }

    /** Has {@code supervisor} asked what is below it. */
    <M> void inspectedAt(ActorRef<M> supervisor, Function<CompletableFuture<Inspection.Answer>, M> question) {
        desk = () -> {
            CompletableFuture<Inspection.Answer> answer = new CompletableFuture<>();
            supervisor.tell(question.apply(answer));
            return answer;
        };
    }

    Inspection.Desk desk() {
        return desk;
    }

    Lineage lineage() {
        return lineage.get();
    }

    Handshake handshake() {
        return handshake;
    }

    /** The reason of its end, to be asked when its actor is gone. */
    ExitReason exitReason() {
        return Objects.requireNonNullElseGet(exit, ExitReason::killed);
    }

    boolean isKilled() {
        return exit instanceof ExitReason.Killed;
    }

    /** Whether it has ended, or been killed, so that it must do nothing any more. */
    boolean isOver() {
        return exit != null;
    }

    /** Whether it neither has ended nor was asked to. */
    boolean isUnasked() {
        return !isOver() && !stopRequest.isMade();
    }

    /**
     * Says that it is over although its actor will not be gone for now: an actor below it does not return from
     * what it does.
     */
    void leave() {
        actorStays = true;
        parent.childIsGone();
    }

    boolean hasLeftItsActor() {
        return actorStays;
    }

    /** Notes that the behavior has stopped without giving a reason. */
    void endedByItself() {
        end(stopRequest.isMade() ? ExitReason.shutdown() : ExitReason.normal());
    }

    /**
     * Notes what was thrown, and takes its resources from it at once: its actor is gone only when those below it are, and these
     * may be blocked on what it holds.
     */
    void crashed(Throwable thrown) {
        end(ExitReason.crashed(thrown));
        releaseResources();
    }

    /** Notes that the actor is through with its clean-up; if it did not end for another reason, it was stopped. */
    void wasStopped() {
        end(ExitReason.shutdown());
        interruptThreads();
    }

    /** Asks it to stop in the way it has chosen; {@code stop} is the way of those who have not. */
    void askToStop(Runnable stop) {
        stopRequest.make(stop);
    }

    /** Notes that the start function is through; returns false if the child has to stop now of its own accord. */
    boolean setUp() {
        return stopRequest.release();
    }

    /** Notes the kill, so that it is in vain what it does from now on, and takes its resources from it. */
    void kill() {
        end(ExitReason.killed());
        releaseResources();
    }

    /** Runs the kill handles of one that could not, or did not manage to, clean up itself. */
    void releaseResources() {
        killHandles.run();
        interruptThreads();
    }

    private void interruptThreads() {
        WorkerThreads mine = threads();
        if (mine != null) {
            mine.interrupt(lineage(), number);
        }
    }

    private synchronized @Nullable WorkerThreads threads() {
        return threads;
    }

    /** Notes the reason of its end; the first one counts. */
    private synchronized void end(ExitReason reason) {
        if (exit == null) {
            exit = reason;
        }
    }

    private synchronized boolean answer(Handshake given) {
        boolean first = handshake instanceof Pending;
        if (first) {
            handshake = given;
        }
        return first;
    }
}
