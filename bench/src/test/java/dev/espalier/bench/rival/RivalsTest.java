package dev.espalier.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalDouble;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our side of the rivals' contracts, with programs in their places that are strict about it. */
@Timeout(120)
class RivalsTest {
    private static final long BYTES = 2 * 65_536;

    @TempDir
    private Path directory;

    private Workload workload;
    private Path startScript;

    @BeforeEach
    void prepare() throws IOException {
        workload = new Workload(8, BYTES, directory.resolve("figures"));
        startScript = executable(Files.writeString(directory.resolve("run-bench-vm"), "#!/bin/sh\nexit 1\n"));
    }

    private static Path executable(Path file) {
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Path standIn(String name) throws IOException {
        try (var source = Objects.requireNonNull(RivalsTest.class.getResourceAsStream(name))) {
            Files.copy(source, directory.resolve(name));
        }
        return executable(directory.resolve(name));
    }

    private void assertMeasured(Rival rival) throws Exception {
        var figures = new RivalRun(rival, workload).in(directory, startScript);
        assertThat(figures.firstCommand()).isPositive();
        assertThat(figures.commands()).hasSize(8).allMatch(seconds -> seconds > 0);
        assertThat(figures.output()).isPresent();
    }

    @Test
    @NeedsHost(programs = {"python3", "unshare", "nsenter"})
    @DisplayName("the NixOS driver has a configuration and a test that it understands")
    void nixos() throws Exception {
        assertMeasured(new NixosDriver(standIn("nixos-test-driver")));
    }

    @Test
    @NeedsHost(programs = {"elixir", "unshare", "nsenter"})
    @DisplayName("attest has a configuration and a test that it understands")
    void attest() throws Exception {
        assertMeasured(new Attest(standIn("attest")));
    }

    @Test
    @NeedsHost(programs = {"unshare", "nsenter"})
    @DisplayName("one that fails is no figure: what it said is told")
    void failed() throws IOException {
        var broken = executable(Files.writeString(directory.resolve("broken"), "#!/bin/sh\necho no luck; exit 3\n"));
        assertThatThrownBy(() -> new RivalRun(new NixosDriver(broken), workload).in(directory, startScript))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("NixOS driver failed", "no luck");
    }

    @Test
    @DisplayName("an output of which bytes are lost has no time")
    void lost() throws IOException {
        var file = Files.writeString(directory.resolve("figures"), "first 2.5\ncommand 0.01\noutput 3\nbytes 1000\n");
        assertThat(RivalFigures.read(file, 1_000).output()).hasValue(3);
        assertThat(RivalFigures.read(file, 1_001).output()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    @DisplayName("a file of something else is refused, with the line")
    void garbage() throws IOException {
        for (var text : new String[]{"", "first 2.5\n", "first\n", "first 2.5\ncommand soon\n", "hello\n"}) {
            var file = Files.writeString(directory.resolve("figures"), text);
            assertThatThrownBy(() -> RivalFigures.read(file, 1)).isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
