package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class ScenarioShrinkerTest {

    private static final List<String> SCENARIO = List.of("sup root", "sup s1 parent=root", "child s1 w0",
            "child root w1", "crash w0 boom", "kill w1", "tick 3", "shutdown root");

    @Test
    void whatDoesNotMatterIsDropped() throws Exception {
        assertThat(ScenarioShrinker.shrink(SCENARIO, scenario -> scenario.contains("kill w1"), 100))
                .containsExactly("sup root", "child root w1", "kill w1", "shutdown root");
    }

    @Test
    void thoseBelowADroppedSupervisorGoWithIt() throws Exception {
        assertThat(ScenarioShrinker.shrink(SCENARIO, scenario -> scenario.contains("crash w0 boom"), 100))
                .containsExactly("sup root", "sup s1 parent=root", "child s1 w0", "crash w0 boom", "shutdown root");
    }

    @Test
    void thereAreNoMoreTriesThanAllowed() throws Exception {
        AtomicInteger tries = new AtomicInteger();

        ScenarioShrinker.shrink(SCENARIO, scenario -> tries.incrementAndGet() < 0, 3);

        assertThat(tries).hasValue(3);
    }
}
