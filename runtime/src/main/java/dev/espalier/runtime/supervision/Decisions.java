package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The effects of one event, collected in order. */
final class Decisions {

    private List<CoreEffect> effects = new ArrayList<>();

    void add(CoreEffect effect) {
        effects.add(effect);
    }

    void report(SupervisionEvent event) {
        effects.add(new CoreEffect.Report(event));
    }

    <A> void answer(Consumer<? super A> caller, A answer) {
        effects.add(new CoreEffect.Answer<A>(caller, answer));
    }

    /** Hands out what has been collected and starts anew. */
    List<CoreEffect> take() {
        List<CoreEffect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }
}
