package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every dynamic supervisor, whatever happens to it; {@link DynamicWorld} says what is looked at. */
class DynamicCorePropertiesTest {

    @Property(tries = 2000)
    @Label("whatever happens, no child is lost, none is one too many, and all are stopped together")
    void keepsItsChildren(@ForAll("supervisors") DynamicSupervisorSpec spec, @ForAll("moves") List<CoreMove> moves) {
        DynamicWorld world = new DynamicWorld(spec);
        moves.forEach(world::happen);
    }

    @Property(tries = 1000)
    @Label("whatever happened, a dynamic supervisor told to end ends, and then does nothing any more")
    void endsWhenTold(@ForAll("supervisors") DynamicSupervisorSpec spec, @ForAll("moves") List<CoreMove> before,
            @ForAll("moves") List<CoreMove> after) {
        DynamicWorld world = new DynamicWorld(spec);
        before.forEach(world::happen);
        world.endAll();
        assertThat(world.exit()).contains(ExitReason.shutdown());
        after.forEach(world::happen);
    }

    @Provide
    Arbitrary<DynamicSupervisorSpec> supervisors() {
        return CoreArbitraries.dynamicSupervisors();
    }

    @Provide
    Arbitrary<List<CoreMove>> moves() {
        return CoreArbitraries.moves();
    }
}
