package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.espalier.Backends;
import dev.espalier.Doctor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DoctorCommandTest {

    @TempDir
    private Path home;

    @Test
    @DisplayName("all backends are looked at, and one that is not ready is no fault of a host with others")
    void all() throws Exception {
        var all = new CommandUnderTest(home).run("doctor");
        assertThat(all.status()).as(all.out()).isZero();
        assertThat(Backends.installed().names()).allSatisfy(
                name -> assertThat(all.out()).containsPattern("(?m)^backend " + name + ": (not )?ready$"));
    }

    @Test
    @DisplayName("backends that were asked for by name have to be ready, and no others are looked at")
    void named() throws Exception {
        var espalier = new CommandUnderTest(home);
        var local = espalier.run("doctor", "local", "ssh");
        assertThat(local.status()).as(local.out()).isZero();
        assertThat(local.out()).contains("backend local: ready", "backend ssh: ready").doesNotContain("backend qemu");
        var ready = Doctor.examine()
                .stream()
                .filter(finding -> finding.part() == Doctor.Part.BACKEND)
                .allMatch(Doctor.Finding::isReady);
        var every = espalier
                .run(Stream.concat(Stream.of("doctor"), Backends.installed().names().stream()).toArray(String[]::new));
        assertThat(every.status()).as(every.out()).isEqualTo(ready ? 0 : 3);
    }

    @Test
    @DisplayName("a backend that is not there is a wrong word, and the message has the right ones")
    void unknown() throws Exception {
        var unknown = new CommandUnderTest(home).run("doctor", "docker");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("no backend is called docker; there are ").contains("local, nspawn");
    }
}
