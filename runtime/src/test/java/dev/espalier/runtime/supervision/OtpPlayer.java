package dev.espalier.runtime.supervision;

import java.util.List;

/** Plays a scenario to a tree and writes down what happens, as was done with real Erlang. */
final class OtpPlayer {

    /** A tree to play to; after each of these everything has settled. */
    interface Stage {

        /** Starts the tree, which is up after it or has ended. */
        void boot();

        /** A worker that is alive ends by itself. */
        void crash(String worker, ExitReason reason);

        void kill(String worker);

        void tick(long seconds);

        /** Brings the tree down, as its parent may. */
        void shutdown();

        /** Does a call to a living supervisor and returns its answer as Erlang writes it. */
        String call(String verb, String supervisor, String child);

        /** The children of a living supervisor in start order, as {@code id=state}. */
        List<String> state(String supervisor);

        /** Why the root has ended. */
        ExitReason rootReason();
    }

    /** Makes the stage for one play. */
    interface Setting {

        Stage stage(OtpScenario scenario, OtpTrace trace);
    }

    private OtpPlayer() {}

    static List<String> play(OtpScenario scenario, Setting setting) {
        OtpTrace trace = new OtpTrace(scenario);
        Stage stage = setting.stage(scenario, trace);
        trace.event("start_link root");
        int reply = trace.size();
        stage.boot();
        trace.insert(reply, "= " + (trace.isAlive("root")
                ? "{ok,'root#1'}"
                : "{error," + ErlangTerm.of(stage.rootReason()) + "}"));
        noteEnd(trace, stage);
        for (OtpScenario.Event event : scenario.events()) {
            if (trace.isAlive("root")) {
                trace.event(event.line());
                play(event, trace, stage);
                noteStates(scenario, trace, stage);
                noteEnd(trace, stage);
            }
        }
        return trace.lines();
    }

    private static void noteEnd(OtpTrace trace, Stage stage) {
        if (!trace.isAlive("root")) {
            trace.note("END root gone");
            trace.note("ROOT EXIT " + ErlangTerm.of(stage.rootReason()));
        }
    }

    private static void play(OtpScenario.Event event, OtpTrace trace, Stage stage) {
        switch (event.verb()) {
            case "crash" -> {
                if (trace.isAlive(event.word(1))) {
                    stage.crash(event.word(1), ErlangTerm.reason(event.word(2)));
                }
            }
            case "kill" -> {
                if (trace.isAlive(event.word(1))) {
                    stage.kill(event.word(1));
                }
            }
            case "tick" -> stage.tick(Long.parseLong(event.word(1)));
            case "shutdown" -> {
                if (event.word(1).equals("root")) {
                    stage.shutdown();
                }
            }
            case "count" -> call(event, trace, stage, "");
            default -> call(event, trace, stage, event.word(2));
        }
    }

    private static void call(OtpScenario.Event event, OtpTrace trace, Stage stage, String child) {
        String supervisor = event.word(1);
        trace.note("= " + (trace.isAlive(supervisor) ? stage.call(event.verb(), supervisor, child) : "noproc"));
    }

    private static void noteStates(OtpScenario scenario, OtpTrace trace, Stage stage) {
        scenario.definitions()
                .keySet()
                .stream()
                .filter(trace::isAlive)
                .filter(name -> scenario.definition(name).supervisor())
                .sorted()
                .forEach(name -> trace.state(name, stage.state(name)));
    }
}
