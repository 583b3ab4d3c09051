package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a scenario smaller as long as it still shows what is wrong, and no longer than there are tries. */
final class ScenarioShrinker {

    /** Whether a scenario shows what is wrong. */
    interface Witness {

        boolean isWrong(List<String> scenario) throws Exception;
    }

    private final Witness witness;
    private int tries;

    private ScenarioShrinker(Witness witness, int tries) {
        this.witness = witness;
        this.tries = tries;
    }

    static List<String> shrink(List<String> scenario, Witness witness, int tries) throws Exception {
        ScenarioShrinker shrinker = new ScenarioShrinker(witness, tries);
        List<String> before = scenario;
        List<String> after = shrinker.dropLines(scenario);
        while (after.size() < before.size()) {
            before = after;
            after = shrinker.dropLines(before);
        }
        return after;
    }

    /** From the end, so that events go before what they are about. The last line, which ends the tree, stays. */
    private List<String> dropLines(List<String> scenario) throws Exception {
        List<String> smallest = scenario;
        for (int i = scenario.size() - 2; i > 0; i--) {
            if (i < smallest.size() - 1 && tries > 0) {
                List<String> candidate = without(smallest, i);
                tries--;
                if (witness.isWrong(candidate)) {
                    smallest = candidate;
                }
            }
        }
        return smallest;
    }

    /** Without a line; with the definition of a child go all those below it, and what happens to them. */
    private static List<String> without(List<String> scenario, int index) {
        Set<String> gone = new HashSet<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < scenario.size(); i++) {
            List<String> words = List.of(scenario.get(i).split("[ :]", -1));
            boolean drop = i == index || words.stream().anyMatch(word -> gone.contains(word.replace("parent=", "")));
            if (!drop) {
                rest.add(scenario.get(i));
            } else if (words.getFirst().equals("child")) {
                gone.add(words.get(2));
            } else if (words.getFirst().equals("sup") || words.getFirst().equals("dynamic")) {
                gone.add(words.get(1));
            }
        }
        return rest;
    }
}
