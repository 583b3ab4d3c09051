package dev.espalier.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class GreetingTest {

    @Test
    void machinesAreNamedAndWhatCanBeDoneWithOne() {
        assertThat(Greeting.of(List.of("web", "db"))).startsWith("machines: db, web\n")
                .contains("db.interact()")
                .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() < 80));
    }

    @Test
    void ofManySomeAreNamed() {
        assertThat(Greeting.of(IntStream.range(10, 30).mapToObj(number -> "m" + number).toList()))
                .contains("m10, m11", "m17 and 12 more")
                .doesNotContain("m18");
    }
}
