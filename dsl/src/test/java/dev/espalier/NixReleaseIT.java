package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;

/** What a newer Nix than this host's says of the nix layer. Where CI is not set nothing is downloaded for that. */
@NeedsTools("mmdebstrap")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class NixReleaseIT {
    private static final String SCRIPT = "tests/trixie";

    @Test
    @DisplayName("the Nix of Debian 13, where there is a mirror of it, finds the layer and its flake right")
    void trixie() throws Exception {
        if (!"true".equals(System.getenv("CI"))) {
            System.out.println("SKIPPED " + getClass().getSimpleName() + ": CI is not set; nix/" + SCRIPT + " runs it");
            throw new TestAbortedException("CI is not set");
        }
        var said = NixProgram.run(NixProgram.LAYER.resolve(SCRIPT).toString());
        if (!said.isEmpty()) {
            assertThat(said).contains("vm-test-run-hello", "nix (Nix) 2.26");
        }
    }
}
