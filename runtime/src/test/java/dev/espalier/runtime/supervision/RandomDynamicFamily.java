package dev.espalier.runtime.supervision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws a dynamic supervisor, its workers and what happens to them. As they have no ids, each worker is started by a
 * call at most once.
 */
final class RandomDynamicFamily {

    private static final int PLENTY = 60;

    private final RandomGenerator random;
    private final String supervisor;
    private final int intensity;
    private final Deque<String> unborn = new ArrayDeque<>();
    private final List<String> born = new ArrayList<>();

    RandomDynamicFamily(RandomGenerator random, String supervisor) {
        this.random = random;
        this.supervisor = supervisor;
        this.intensity = random.nextBoolean() ? PLENTY : random.nextInt(7);
    }

    /** @param relation how the supervisor stands to its own, as keys */
    List<String> definitions(String relation) {
        List<String> lines = new ArrayList<>();
        lines.add("dynamic " + supervisor + " intensity=" + intensity + " period=" + pick("1", "2", "5")
                + pick("", "", " max=2", " max=3") + relation);
        for (int i = random.nextInt(2, 9); i > 0; i--) {
            String worker = supervisor + "w" + unborn.size();
            unborn.add(worker);
            lines.add("child " + supervisor + " " + worker + " restart="
                    + pick("permanent", "permanent", "transient", "temporary") + starts()
                    + pick("", "", "", " stop=notrap", " stop=hang shutdown=30", " stop=reason:weird",
                            " shutdown=brutal_kill", " stop=hang shutdown=brutal_kill", " shutdown=infinity"));
        }
        return lines;
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

    String event() {
        if (born.isEmpty() || (!unborn.isEmpty() && random.nextInt(10) < 4)) {
            return unborn.isEmpty() ? "count " + supervisor : "start_child " + supervisor + " " + give();
        }
        return switch (random.nextInt(12)) {
            case 0, 1 -> "tick " + random.nextInt(1, 7);
            case 2 -> "count " + supervisor;
            case 3 -> "terminate_child " + supervisor + " " + pick(born);
            case 4 -> "kill " + pick(born);
            case 5, 6, 7 -> crashOfTwo();
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
    String batch() {
        if (born.isEmpty()) {
            return event();
        }
        StringBuilder batch = new StringBuilder("batch " + supervisor + " " + pick(born) + " " + reason());
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
