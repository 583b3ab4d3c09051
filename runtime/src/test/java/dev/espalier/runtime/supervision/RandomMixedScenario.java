package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws scenarios with dynamic supervisors somewhere in a tree of static ones, and what happens to both. */
final class RandomMixedScenario {

    private final RandomGenerator random;
    private final List<String> definitions = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    private RandomMixedScenario(RandomGenerator random) {
        this.random = random;
        for (String line : RandomScenario.draw(random)) {
            (isDefinition(line) ? definitions : events).add(line);
        }
    }

    static List<String> draw(RandomGenerator random) {
        RandomMixedScenario scenario = new RandomMixedScenario(random);
        for (int families = random.nextInt(1, 3); families > 0; families--) {
            scenario.addFamily("d" + families);
        }
        List<String> lines = new ArrayList<>(scenario.definitions);
        lines.addAll(scenario.events);
        return lines;
    }

    private static boolean isDefinition(String line) {
        return line.startsWith("sup ") || line.startsWith("dynamic ") || line.startsWith("child ");
    }

    /** Among the children of any supervisor, at any place, with what happens in it between all else that does. */
    private void addFamily(String name) {
        RandomDynamicFamily family = new RandomDynamicFamily(random, name);
        List<String> supervisors = definitions.stream().filter(line -> line.startsWith("sup ")).toList();
        String above = pick(supervisors);
        String parent = above.split(" ", -1)[1];
        int place = random.nextInt(definitions.indexOf(above) + 1, definitions.size() + 1);
        definitions.addAll(place, family.definitions(
                " parent=" + parent + " restart=" + pick(List.of("permanent", "transient", "temporary"))));
        int at = 0;
        for (int count = random.nextInt(8, 20); count > 0; count--) {
            at = random.nextInt(at, events.size());
            events.add(at, random.nextInt(10) == 0 ? verb() + " " + parent + " " + name : family.event());
            at++;
        }
    }

    private String verb() {
        return pick(List.of("terminate_child", "restart_child", "delete_child", "start_child"));
    }

    private <T> T pick(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }
}
