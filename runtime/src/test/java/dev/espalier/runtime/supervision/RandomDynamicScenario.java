package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws scenarios of a dynamic supervisor alone. */
final class RandomDynamicScenario {

    private RandomDynamicScenario() {}

    static List<String> draw(RandomGenerator random) {
        RandomDynamicFamily family = new RandomDynamicFamily(random, "root");
        List<String> lines = new ArrayList<>(family.definitions(""));
        for (int events = random.nextInt(10, 30); events > 0; events--) {
            lines.add(random.nextInt(6) == 0 ? family.batch() : family.event());
        }
        lines.add("shutdown root");
        return lines;
    }
}
