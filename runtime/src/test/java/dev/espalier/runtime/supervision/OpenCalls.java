package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The calls to a core that have not been answered yet; none is to be answered twice. */
final class OpenCalls {

    private final Set<Integer> open = new HashSet<>();
    private int calls;

    <A> Consumer<A> caller() {
        int call = calls++;
        open.add(call);
        return answer -> assertThat(open.remove(call)).as("a call is answered once: %s", answer).isTrue();
    }

    void areAnswered() {
        assertThat(open).as("calls not answered").isEmpty();
    }
}
