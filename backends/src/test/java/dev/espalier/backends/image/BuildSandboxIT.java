package dev.espalier.backends.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import dev.espalier.runtime.namespace.Isolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTools("unshare")
class BuildSandboxIT {
    @TempDir
    Path scratch;

    @Test
    void keepsTemporaryFilesWithTheRest() throws Exception {
        try (var sandbox = BuildSandbox.open(Isolation.forUnpacking(), scratch)) {
            assertThat(Path.of(sandbox.run("mktemp").strip())).startsWith(scratch);
        }
    }

    @Test
    void aFailureCarriesTheEndOfWhatWasSaid() {
        try (var sandbox = BuildSandbox.open(Isolation.forUnpacking(), scratch)) {
            assertThatThrownBy(() -> sandbox.run("sh", "-c", "seq 30 >&2; exit 3"))
                    .isInstanceOfSatisfying(ImageBuildFailed.CommandFailed.class, failure -> {
                        assertThat(failure.status()).hasToString("exit status 3");
                        assertThat(failure.lastLines()).hasSize(20).last().isEqualTo("30");
                        assertThat(failure.remedy()).isEmpty();
                    });
        }
    }

    @Test
    void aMissingProgramHasARemedy() {
        try (var sandbox = BuildSandbox.open(Isolation.forUnpacking(), scratch)) {
            assertThatThrownBy(() -> sandbox.run("no-such-program"))
                    .isInstanceOfSatisfying(ImageBuildFailed.CommandFailed.class,
                            failure -> assertThat(failure.remedy()).isPresent());
        }
    }
}
