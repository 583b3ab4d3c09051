package dev.espalier.runtime.supervision;

import java.util.Collections;
import java.util.List;

/** Plays a scenario to a tree and writes down what happens, as was done with real Erlang. */
final class OtpPlayer {

    /** A call to a supervisor; the child is empty where the call needs none. */
    record Request(String verb, String child) {

        static Request parse(String text) {
            String[] parts = text.split(":", 2);
            return new Request(parts[0], parts.length == 1 ? "" : parts[1]);
        }
    }

    /** A tree to play to; after each of these everything has settled. */
    interface Stage {

        /** Starts the tree, which is up after it or has ended. */
        void boot();

        /** A worker that is alive ends by itself. */
        void crash(String worker, ExitReason reason);

        void kill(String worker);

        /**
         * These children of a living supervisor end by themselves, in this order, and then it is sent these
         * requests, all before it looks. Returns the answers, "noproc" for those that do not come.
         */
        List<String> surprise(String supervisor, List<String> workers, ExitReason reason, List<Request> requests);

        void tick(long seconds);

        /** Brings the tree down, as its parent may. */
        void shutdown();

        /** Does a call to a living supervisor and returns its answer as Erlang writes it. */
        String call(String supervisor, Request request);

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
                play(scenario, event, trace, stage);
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

    private static void play(OtpScenario scenario, OtpScenario.Event event, OtpTrace trace, Stage stage) {
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
            case "crash2" -> surprise(scenario.parent(event.word(1)).name(), List.of(event.word(1), event.word(2)),
                    event.word(3), List.of(), trace, stage);
            case "batch" -> surprise(event.word(1), List.of(event.word(2)), event.word(3),
                    event.words().stream().skip(4).map(Request::parse).toList(), trace, stage);
            case "tick" -> stage.tick(Long.parseLong(event.word(1)));
            case "shutdown" -> {
                if (event.word(1).equals("root")) {
                    stage.shutdown();
                }
            }
            case "count" -> call(event.word(1), new Request("count", ""), trace, stage);
            default -> call(event.word(1), new Request(event.verb(), event.word(2)), trace, stage);
        }
    }

    private static void surprise(String supervisor, List<String> workers, String reason, List<Request> requests,
            OtpTrace trace, Stage stage) {
        List<String> answers = trace.isAlive(supervisor)
                ? stage.surprise(supervisor, workers.stream().filter(trace::isAlive).toList(),
                        ErlangTerm.reason(reason), requests)
                : Collections.nCopies(requests.size(), "noproc");
        answers.forEach(answer -> trace.note("= " + answer));
    }

    private static void call(String supervisor, Request request, OtpTrace trace, Stage stage) {
        trace.note("= " + (trace.isAlive(supervisor) ? stage.call(supervisor, request) : "noproc"));
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
