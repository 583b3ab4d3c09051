package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

import dev.espalier.runtime.supervision.TokenLedger.Stage;

/**
 * The world of one {@link SupervisorCore}: lets things happen to its children, has a {@link CoreWitness} look at what
 * the core does about it, and checks that it has forgotten nothing.
 */
final class CoreWorld {

    private final SupervisorCore core;
    private final CoreWitness witness;
    private final TokenLedger ledger;
    private final StartOrder order;
    private final OpenCalls calls = new OpenCalls();
    private long now;

    CoreWorld(SupervisorSpec spec) {
        this.core = new SupervisorCore("root", spec);
        this.witness = new CoreWitness(spec);
        this.ledger = witness.ledger;
        this.order = witness.order;
    }

    void boot() {
        hear(new CoreEvent.Boot());
    }

    Optional<ExitReason> exit() {
        return witness.exit();
    }

    void happen(CoreMove move) {
        switch (move) {
            case CoreMove.ComesUp m -> ledger.pick(m.which(), Stage.STARTING, Stage.ASKED).ifPresent(this::comesUp);
            case CoreMove.Ignores m -> ledger.pick(m.which(), Stage.STARTING, Stage.ASKED)
                    .ifPresent(token -> ends(token, new CoreEvent.ChildIgnored(token)));
            case CoreMove.IsOver m -> ledger
                    .pick(m.which(), Stage.STARTING, Stage.OVERDUE, Stage.ASKED, Stage.KILLED, Stage.ABANDONED)
                    .ifPresent(token -> ends(token, new CoreEvent.ChildGone(token, m.reason())));
            case CoreMove.Dies m -> ledger.pick(m.which(), Stage.RUNNING)
                    .ifPresent(token -> ends(token, new CoreEvent.ChildGone(token, m.reason())));
            case CoreMove.IsLate m -> witness.armed.stream()
                    .skip(m.which() % Math.max(1, witness.armed.size()))
                    .findFirst()
                    .ifPresent(this::isLate);
            case CoreMove.Attempt m -> attempt();
            case CoreMove.TimePasses m -> now += m.seconds();
            case CoreMove.StartChild m -> hear(new CoreEvent.StartChild(m.spec(), startCaller(m.spec().id())));
            case CoreMove.TerminateChild m ->
                hear(new CoreEvent.TerminateChild(CoreArbitraries.id(m.which()), calls.caller()));
            case CoreMove.RestartChild m -> {
                order.mayStart(CoreArbitraries.id(m.which()));
                hear(new CoreEvent.RestartChild(CoreArbitraries.id(m.which()), calls.caller()));
            }
            case CoreMove.DeleteChild m -> {
                String id = CoreArbitraries.id(m.which());
                Consumer<DeleteReply> open = calls.caller();
                hear(new CoreEvent.DeleteChild(id, reply -> {
                    open.accept(reply);
                    if (reply instanceof DeleteReply.Deleted) {
                        order.delete(id);
                    }
                }));
            }
            case CoreMove.Look m -> look(m.which());
            case CoreMove.ShutDown m -> shutDown();
            case CoreMove.Nonsense m -> nonsense(m.which());
        }
    }

    private void comesUp(long token) {
        if (ledger.isAt(Stage.STARTING, token)) {
            witness.settles(token);
        }
        ledger.isUp(token);
        hear(new CoreEvent.ChildUp(token, Optional.empty()));
    }

    private void ends(long token, CoreEvent end) {
        witness.settles(token);
        ledger.isGone(token);
        hear(end);
    }

    private void isLate(long token) {
        boolean starting = ledger.isAt(Stage.STARTING, token);
        witness.armed.remove(token);
        hear(new CoreEvent.DeadlinePassed(token));
        if (starting && ledger.isAt(Stage.KILLED, token)) {
            ledger.isOverdue(token);
        }
    }

    /** Breaks off a start. Who is late with it has been killed already, so that there is no sign of its stop. */
    private void shutDown() {
        witness.isToldToEnd();
        witness.awaited().ifPresent(token -> {
            if (ledger.isAt(Stage.STARTING, token) || ledger.isAt(Stage.OVERDUE, token)) {
                witness.settles(token);
            }
        });
        hear(new CoreEvent.ShutdownOrdered());
    }

    private void attempt() {
        if (!witness.attempts.isEmpty()) {
            CoreEvent.TryAgain due = witness.attempts.remove();
            witness.isTried(due, isStillDue(due), now);
            hear(due);
        }
    }

    private boolean isStillDue(CoreEvent.TryAgain due) {
        return witness.isAtRest() && snapshot().stream()
                .anyMatch(child -> child.state().equals(new ChildState.Restarting(due.attempt())));
    }

    private void look(int which) {
        hear(switch (which % 3) {
            case 0 -> new CoreEvent.CountChildren(calls.caller());
            case 1 -> new CoreEvent.WhichChildren(calls.caller());
            default -> new CoreEvent.GetChildSpec(CoreArbitraries.id(which), calls.caller());
        });
    }

    private void nonsense(int which) {
        long token = ledger.pickStale(which);
        CoreEvent event = switch (which % 5) {
            case 0 -> new CoreEvent.ChildUp(token, Optional.empty());
            case 1 -> new CoreEvent.ChildIgnored(token);
            case 2 -> new CoreEvent.ChildGone(token, ExitReason.killed());
            case 3 -> new CoreEvent.DeadlinePassed(token);
            default -> new CoreEvent.TryAgain(CoreArbitraries.id(which), token);
        };
        assertThat(core.handle(event, now)).as("what %s leads to", event).isEmpty();
    }

    private Consumer<CoreEvent.StartAnswer> startCaller(String id) {
        Consumer<CoreEvent.StartAnswer> open = calls.caller();
        return answer -> {
            open.accept(answer);
            if (answer instanceof CoreEvent.Failed && !ledger.isNamed(id)) {
                order.delete(id);
            }
        };
    }

    private void hear(CoreEvent event) {
        witness.sees(core.handle(event, now), now);
        if (witness.isAtRest()) {
            checkAtRest();
        }
    }

    /** What holds when the core waits for nobody, so that it has answered all and can be asked what it knows. */
    private void checkAtRest() {
        calls.areAnswered();
        List<CoreEvent.ChildSnapshot> children = snapshot();
        assertThat(children).extracting(child -> child.spec().id()).isEqualTo(order.ids());
        Set<Long> live = new HashSet<>();
        for (CoreEvent.ChildSnapshot child : children) {
            switch (child.state()) {
                case ChildState.Live running -> {
                    assertThat(ledger.being(running.token()).stage()).isEqualTo(Stage.RUNNING);
                    live.add(running.token());
                }
                case ChildState.Restarting restarting -> assertThat(witness.attempts)
                        .contains(new CoreEvent.TryAgain(child.spec().id(), restarting.attempt()));
                case ChildState.NotRunning none -> assertThat(child.spec().restart()).isNotEqualTo(Restart.TEMPORARY);
                case ChildState.Dead dead -> throw new AssertionError("not dealt with: " + child);
            }
        }
        assertThat(ledger.unburied().keySet()).as("lost children").isEqualTo(live);
    }

    /** In start order. */
    private List<CoreEvent.ChildSnapshot> snapshot() {
        List<CoreEvent.ChildSnapshot> children = new ArrayList<>();
        core.handle(new CoreEvent.WhichChildren(children::addAll), now)
                .forEach(effect -> ((CoreEffect.Answer<?>) effect).deliver());
        return children.reversed();
    }

    /** Orders the end; whoever may take for ever ends, and nobody else does before he has to. */
    void endAll() {
        happen(new CoreMove.ShutDown());
        while (witness.exit().isEmpty()) {
            OptionalLong last = witness.awaited().isPresent() ? witness.awaited() : ledger.pick(0, Stage.OVERDUE);
            assertThat(last).as("waits for nobody, but does not end").isPresent();
            long token = last.getAsLong();
            if (witness.armed.contains(token)) {
                isLate(token);
            } else {
                ends(token, new CoreEvent.ChildGone(token, ExitReason.shutdown()));
            }
        }
    }
}
