package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.guest.Machines;
import dev.espalier.bench.guest.Stopwatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LocalPartTest {

    @Test
    @DisplayName("however much is measured of others, a local machine is asked for no more than its shell hands out")
    void largest() throws Exception {
        var part = new LocalPart(Extent.FULL.upTo(Long.MAX_VALUE));
        try (var machines = Machines.start(NodeSpec.of("one", new ImageSpec.Tiny()).backend("local").onVlans())) {
            assertThat(Stopwatch.download(machines, part.extent().bytes())).isPositive();
        }
    }

    @Test
    @DisplayName("who wants less gets less")
    void less() {
        assertThat(new LocalPart(Extent.QUICK).extent()).isEqualTo(Extent.QUICK);
    }
}
