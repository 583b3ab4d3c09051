package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every supervisor, whatever happens to it; {@link CoreWorld} says what is looked at. */
class SupervisorCorePropertiesTest {

    @Property(tries = 5000)
    @Label("whatever happens, children keep their order, none is lost and none runs twice")
    void keepsItsChildrenInOrder(@ForAll("supervisors") SupervisorSpec spec, @ForAll("moves") List<CoreMove> moves) {
        CoreWorld world = new CoreWorld(spec);
        world.boot();
        moves.forEach(world::happen);
    }

    @Property(tries = 2000)
    @Label("whatever happened, a supervisor told to end ends, and then does nothing any more")
    void endsWhenTold(@ForAll("supervisors") SupervisorSpec spec, @ForAll("moves") List<CoreMove> before,
            @ForAll("moves") List<CoreMove> after) {
        CoreWorld world = new CoreWorld(spec);
        world.boot();
        before.forEach(world::happen);
        world.endAll();
        assertThat(world.exit()).isPresent();
        after.forEach(world::happen);
    }

    @Provide
    Arbitrary<SupervisorSpec> supervisors() {
        return CoreArbitraries.supervisors();
    }

    @Provide
    Arbitrary<List<CoreMove>> moves() {
        return CoreArbitraries.moves();
    }
}
