package dev.espalier.runtime.supervision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws scenarios of a dynamic supervisor. As its children have no ids, each worker is started by a call at most once. */
final class RandomDynamicScenario {

    private static final int PLENTY = 60;

    private final RandomGenerator random;
    private final int intensity;
    private final List<String> lines = new ArrayList<>();
    private final Deque<String> unborn = new ArrayDeque<>();
    private final List<String> born = new ArrayList<>();

    private RandomDynamicScenario(RandomGenerator random) {
        this.random = random;
        this.intensity = random.nextBoolean() ? PLENTY : random.nextInt(7);
    }

    static List<String> draw(RandomGenerator random) {
        RandomDynamicScenario scenario = new RandomDynamicScenario(random);
        scenario.define();
        for (int events = random.nextInt(10, 30); events > 0; events--) {
            scenario.lines.add(scenario.event());
        }
        scenario.lines.add("shutdown root");
        return scenario.lines;
    }

    private void define() {
        lines.add("dynamic root intensity=" + intensity + " period=" + pick("1", "2", "5")
                + pick("", "", " max=2", " max=3"));
        for (int i = random.nextInt(2, 9); i > 0; i--) {
            String worker = "w" + unborn.size();
            unborn.add(worker);
            lines.add("child root " + worker + " restart=" + pick("permanent", "permanent", "transient", "temporary")
                    + starts() + pick("", "", "", " stop=notrap", " stop=hang shutdown=30", " stop=reason:weird",
                            " shutdown=brutal_kill", " stop=hang shutdown=brutal_kill", " shutdown=infinity"));
        }
    }

    private String starts() {
        StringBuilder starts = new StringBuilder(" start=" + pick("ok", "ok", "ok", "ok", outcome()));
        for (int more = random.nextInt(6); more > 0; more--) {
            starts.append(',').append(pick("ok", outcome()));
        }
        return starts.toString();
    }

    /** No throw: Elixir tells of one with its stack trace. */
    private String outcome() {
        return pick("ignore", "fail:no", "crash:cr", "failfun:nf", "badret");
    }

    private String event() {
        if (born.isEmpty() || (!unborn.isEmpty() && random.nextInt(10) < 4)) {
            return unborn.isEmpty() ? "count root" : "start_child root " + give();
        }
        return switch (random.nextInt(14)) {
            case 0, 1 -> "tick " + random.nextInt(1, 7);
            case 2 -> "count root";
            case 3 -> "terminate_child root " + pick(born);
            case 4 -> "kill " + pick(born);
            case 5, 6, 7 -> crashOfTwo();
            case 8, 9 -> batch();
            default -> "crash " + pick(born) + " " + reason();
        };
    }

    /** Only where nobody gives up, for ours would do so while the other child is starting. */
    private String crashOfTwo() {
        String first = pick(born);
        String second = pick(born);
        return first.equals(second) || intensity < PLENTY
                ? "crash " + first + " " + reason()
                : "crash2 " + first + " " + second + " " + reason();
    }

    /** Calls that the supervisor finds behind a child's end, so that they are answered between attempts to restart it. */
    private String batch() {
        StringBuilder batch = new StringBuilder("batch root " + pick(born) + " " + reason());
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            batch.append(' ').append(pick("count", "terminate_child:" + pick(born)));
        }
        return batch.toString();
    }

    private String give() {
        String worker = unborn.remove();
        born.add(worker);
        return worker;
    }

    private String reason() {
        return pick("boom", "boom", "boom", "normal", "shutdown", "{shutdown,foo}");
    }

    private String pick(String... among) {
        return pick(List.of(among));
    }

    private String pick(List<String> among) {
        return among.get(random.nextInt(among.size()));
    }
}
