package dev.espalier.runtime.supervision;

import java.util.List;

/** A supervisor that is wrong in one way, as a change of the core's source text. */
enum Mutant {
    /** A restart that is exactly one period old does not count any more. */
    WINDOW_IS_OPEN_AT_ITS_OLD_END(
            change(RestartWindow.class, "stamps.getFirst() < oldest",
                    "stamps.getFirst() <= oldest")),

    /** As many restarts as the intensity are one too many. */
    GIVES_UP_ONE_RESTART_EARLY(
            change(RestartWindow.class, "stamps.size() <= intensity",
                    "stamps.size() < intensity")),

    /** An attempt begins where the trouble began, not where the last one failed. */
    RETRIES_FROM_THE_CHILD_THAT_CRASHED(
            change(SupervisorCore.class,
                    "private void restart(Entry child, long now) {", """
                    private Entry crashed;

                    private void restart(Entry child, long now) {
                        if (!(child.state() instanceof Restarting)) {
                            crashed = child;
                        }
                    """),
            change(SupervisorCore.class, "children.from(child)",
                    "children.from(crashed)")),

    /** A child that never starts is tried for ever. */
    DOES_NOT_COUNT_RETRIES(
            change(SupervisorCore.class, "window.grants(now)",
                    "child.state() instanceof Restarting || window.grants(now)")),

    /** A restart of all revives only those that were running. */
    LEAVES_STOPPED_SIBLINGS_DOWN(
            change(SupervisorCore.class,
                    "List.copyOf(children.all())", """
                    children.all().stream()
                            .filter(other -> other == child || !(other.state() instanceof NotRunning))
                            .toList()""")),

    /** Temporary children come back with their group. */
    RESTARTS_TEMPORARY_SIBLINGS(
            change(Plan.class,
                    "if (!entry.isTemporary())",
                    "if (!group.isEmpty())")),

    /** A call that stops a significant child is taken for its own end. */
    SHUTS_DOWN_AFTER_A_CALL_STOPPED_THE_SIGNIFICANT(
            change(SupervisorCore.class,
                    "keeper.hasStopped(waiting.child(), reason);",
                    """
                    keeper.hasStopped(waiting.child(), reason);
                    if (waiting.plan().purpose() instanceof Plan.TerminateCall call
                            && waiting.child().spec().significant() && endsWithSignificant()) {
                        decisions.answer(call.caller(), new TerminateReply.Terminated());
                        end(ExitReason.shutdown());
                        return;
                    }
                    """)),

    /** A shutdown for a reason is no orderly end. */
    TAKES_A_DETAILED_SHUTDOWN_FOR_AN_ERROR(
            change(ExitReason.class,
                    "case Shutdown shutdown -> true;",
                    "case Shutdown shutdown -> shutdown.detail().isEmpty();")),

    /** Giving up is no orderly end, so that a transient supervisor is restarted. */
    GIVES_UP_WITH_AN_ERROR(
            change(SupervisorCore.class,
                    "decisions.report(new SupervisionEvent.IntensityReached(name, child.id(), child.lastReason()));",
                    """
                            decisions.report(new SupervisionEvent.IntensityReached(name, child.id(), child.lastReason()));
                            if (mode instanceof Idle) {
                                end(ExitReason.failed("reached_max_restart_intensity"));
                                return;
                            }
                            """)),

    /** Who was started first is stopped first. */
    STOPS_IN_START_ORDER(
            change(Plan.class,
                    "List.copyOf(children).reversed()",
                    "List.copyOf(children)")),

    /** The first of all significant children is taken for the last. */
    FORGETS_THE_LIVING_AMONG_ALL_SIGNIFICANT(
            change(SupervisorCore.class,
                    "!(child.state() instanceof NotRunning)",
                    "child.state() instanceof Restarting")),

    /** A temporary child that is not needed stays listed. */
    KEEPS_A_TEMPORARY_THAT_A_CALL_STARTED_AND_IS_NOT_NEEDED(
            change(SupervisorCore.class,
                    "children.retire(waiting.child());",
                    """
                    if (waiting.plan().purpose() instanceof Plan.StartCall) {
                        children.become(waiting.child(), new NotRunning());
                    } else {
                        children.retire(waiting.child());
                    }
                    """)),

    /** A restart of all begins with the child that crashed. */
    STARTS_THE_CRASHED_BEFORE_THE_REST_OF_ITS_GROUP(
            change(SupervisorCore.class,
                    "List.copyOf(children.all())",
                    """
                    java.util.stream.Stream.concat(java.util.stream.Stream.of(child),
                            children.all().stream().filter(other -> other != child)).toList()""")),

    /** A failed restart of all is undone at once, not when it is tried again. */
    STOPS_THE_RESTARTED_AS_SOON_AS_ONE_FAILS(
            change(SupervisorCore.class,
                    "keeper.tryAgainLater(child);",
                    """
                    keeper.tryAgainLater(child);
                    if (spec.strategy() == RestartStrategy.ONE_FOR_ALL) {
                        mode = new Working(new Plan(new Plan.Restart(),
                                new ArrayDeque<>(children.all().stream().filter(other -> other != child)
                                        .toList().reversed()),
                                new ArrayDeque<>()));
                        return;
                    }
                    """));

    /** One place in one file, and what is there instead. */
    record Change(Class<?> file, String from, String to) {

        String applyTo(String source) {
            int at = source.indexOf(from);
            if (at < 0 || source.indexOf(from, at + 1) >= 0) {
                throw new AssertionError("'" + from + "' is not just once in " + file.getSimpleName()
                        + "; the mutant has to follow the code");
            }
            return source.substring(0, at) + to + source.substring(at + from.length());
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // it is what List.of gives
    private final List<Change> changes;

    Mutant(Change... changes) {
        this.changes = List.of(changes);
    }

    private static Change change(Class<?> file, String from, String to) {
        return new Change(file, from, to);
    }

    List<Change> changes() {
        return changes;
    }
}
