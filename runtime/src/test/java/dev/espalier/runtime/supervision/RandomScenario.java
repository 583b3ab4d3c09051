package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws scenarios like those that were recorded, with more weight on what is rare: starts that fail or are ignored,
 * children that come later, and what reaches a supervisor before it looks.
 */
final class RandomScenario {

    private static final int DEEPEST = 3;

    /** A supervisor and whom it is asked about. */
    private record Family(String supervisor, List<String> children, List<String> workers) {}

    private final RandomGenerator random;
    private final List<String> lines = new ArrayList<>();
    private final List<Family> families = new ArrayList<>();
    private final List<String> workers = new ArrayList<>();

    private RandomScenario(RandomGenerator random) {
        this.random = random;
    }

    static List<String> draw(RandomGenerator random) {
        RandomScenario scenario = new RandomScenario(random);
        scenario.supervisor("root", "", 1);
        for (int events = random.nextInt(6, 25); events > 0; events--) {
            scenario.lines.add(scenario.event());
        }
        scenario.lines.add("shutdown root");
        return scenario.lines;
    }

    private void supervisor(String name, String keys, int depth) {
        String autoShutdown = pick("never", "never", "any_significant", "all_significant");
        lines.add("sup " + name + " strategy=" + pick("one_for_one", "one_for_all", "rest_for_one") + " intensity="
                + pick("0", "1", "2", "3", "4", "6", "6") + " period=" + pick("1", "2", "5") + " auto_shutdown="
                + autoShutdown + keys);
        Family family = new Family(name, new ArrayList<>(), new ArrayList<>());
        families.add(family);
        for (int count = random.nextInt(1, 5); count > 0; count--) {
            if (depth < DEEPEST && chance(30)) {
                String child = "s" + families.size();
                family.children().add(child);
                supervisor(child, " parent=" + name + relation(autoShutdown), depth + 1);
            } else {
                String child = "w" + workers.size();
                workers.add(child);
                family.children().add(child);
                family.workers().add(child);
                lines.add("child " + name + " " + child + worker(relation(autoShutdown)));
            }
        }
    }

    /** How a child stands to its supervisor, which now and then is what no supervisor starts with. */
    private String relation(String autoShutdown) {
        String restart = pick("permanent", "permanent", "transient", "temporary");
        boolean mayBeSignificant = !restart.equals("permanent") && !autoShutdown.equals("never");
        return " restart=" + restart + (chance(mayBeSignificant ? 60 : 1) ? " significant=true" : "");
    }

    private String worker(String relation) {
        boolean dynamic = chance(20);
        StringBuilder keys = new StringBuilder(relation);
        if (dynamic) {
            keys.append(" dynamic=yes");
            if (!relation.contains("significant") && chance(5)) {
                keys.append(" significant=true");
            }
        }
        if (chance(dynamic ? 60 : 35)) {
            keys.append(" start=").append(firstOutcome(dynamic));
            for (int more = random.nextInt(1, 6); more > 0; more--) {
                keys.append(',').append(pick("ok", "ok", outcome()));
            }
        }
        keys.append(switch (random.nextInt(12)) {
            case 0, 1 -> " stop=notrap";
            case 2 -> " stop=hang shutdown=30";
            case 3 -> " stop=reason:weird";
            case 4 -> " shutdown=brutal_kill";
            case 5 -> " stop=" + pick("hang", "reason:weird", "notrap") + " shutdown=brutal_kill";
            case 6 -> pick(" shutdown=infinity", " stop=slow:3");
            default -> "";
        });
        return keys.toString();
    }

    private String firstOutcome(boolean dynamic) {
        if (dynamic) {
            return pick("ok", "ignore", "ignore", outcome());
        }
        return switch (random.nextInt(40)) {
            case 0 -> outcome();
            case 1, 2, 3, 4 -> "ignore";
            default -> "ok";
        };
    }

    private String outcome() {
        return pick("ignore", "fail:no", "crash:cr", "failfun:nf", "badret", "throw");
    }

    private String event() {
        Family family = pick(families);
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> "tick " + random.nextInt(1, 7);
            case 3 -> "count " + family.supervisor();
            case 4, 5, 6, 7 -> verb() + " " + family.supervisor() + " " + pick(family.children());
            case 8 -> chance(20) ? "shutdown " + family.supervisor() : "tick 1";
            default -> workers.isEmpty() ? "tick 1" : endOf(family);
        };
    }

    /** The end of a worker, or of several things at once in a supervisor that has workers. */
    private String endOf(Family family) {
        List<String> siblings = family.workers();
        int kind = random.nextInt(11);
        if (kind < 2 && siblings.size() > 1) {
            int first = random.nextInt(siblings.size());
            int second = (first + random.nextInt(1, siblings.size())) % siblings.size();
            return "crash2 " + siblings.get(first) + " " + siblings.get(second) + " " + reason();
        }
        if (kind < 5 && !siblings.isEmpty()) {
            return batch(family.supervisor(), siblings);
        }
        return kind == 5 ? "kill " + pick(workers) : "crash " + pick(workers) + " " + reason();
    }

    private String batch(String supervisor, List<String> siblings) {
        StringBuilder batch = new StringBuilder("batch " + supervisor + " " + pick(siblings) + " " + reason());
        for (int count = random.nextInt(1, 6); count > 0; count--) {
            batch.append(' ').append(chance(20) ? "count" : verb() + ":" + pick(siblings));
        }
        return batch.toString();
    }

    private String verb() {
        return pick("terminate_child", "terminate_child", "restart_child", "restart_child", "delete_child",
                "start_child");
    }

    private String reason() {
        return pick("boom", "boom", "boom", "normal", "shutdown", "{shutdown,foo}");
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String pick(String... among) {
        return pick(List.of(among));
    }

    private <T> T pick(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }
}
