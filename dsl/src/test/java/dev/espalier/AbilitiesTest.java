package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.Screen;
import dev.espalier.error.MissingCapability;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AbilitiesTest {

    /** Nothing that any backend has heard of. */
    private interface Wings extends Capability {}

    @TempDir
    private Path directory;

    @Test
    @DisplayName("what a machine's backend has no means for is missing, and whose machines have it is said")
    void missing() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            assertThat(one.capability(Screen.class)).isEmpty();
            assertThatThrownBy(() -> one.require(Screen.class)).isInstanceOfSatisfying(MissingCapability.class,
                    missing -> assertThat(missing)
                            .extracting(MissingCapability::machine, MissingCapability::backend,
                                    MissingCapability::capability)
                            .containsExactly("one", "local", "Screen"))
                    .hasMessageContainingAll("one has no Screen", "its backend local", "with the backend qemu");
        }
    }

    @Test
    @DisplayName("so are all methods that need it, without the machine being started")
    void methods() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            assertThatThrownBy(() -> one.sendKey("ret")).isInstanceOf(MissingCapability.class)
                    .hasMessageContaining("Keyboard");
            assertThatThrownBy(() -> one.sendChars("root\n")).isInstanceOf(MissingCapability.class);
            assertThatThrownBy(() -> one.sendConsole("root\n")).isInstanceOf(MissingCapability.class)
                    .hasMessageContainingAll("one has no SerialInput", "with the backend qemu");
            assertThatThrownBy(one::pause).isInstanceOf(MissingCapability.class);
            assertThatThrownBy(one::resume).isInstanceOf(MissingCapability.class);
            assertThatThrownBy(one::qemu).isInstanceOf(MissingCapability.class);
            assertThat(TestingCluster.processes()).noneMatch(
                    process -> process.info().command().orElse("").endsWith("bash"));
        }
    }

    @Test
    @DisplayName("of what machines have only if they are told so, it is said how they are told")
    void onRequest() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"), TestingCluster.tiny("two"))) {
            for (var machine : test.cluster.machines()) {
                assertThatThrownBy(machine::readEfiVars).isInstanceOf(MissingCapability.class)
                        .hasMessageContainingAll(machine.name() + " has no EfiVariables",
                                "qemu (with \"firmware\": \"uefi\")");
            }
        }
    }

    @Test
    @DisplayName("what nobody has is missing everywhere")
    void unheardOf() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            assertThatThrownBy(() -> test.machine("one").require(Wings.class)).isInstanceOf(MissingCapability.class)
                    .hasMessageContaining("nor does any other backend");
        }
    }
}
