package dev.espalier.backends.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class HostSystemTest {
    private static final HostSystem BOOKWORM = new HostSystem("debian", "bookworm", "amd64");

    @Test
    void readsOsRelease() {
        assertThat(HostSystem.parse(List.of("PRETTY_NAME=\"Debian\"", "VERSION_CODENAME=bookworm", "ID=\"debian\""),
                "amd64"))
                .isEqualTo(BOOKWORM);
        assertThat(HostSystem.parse(List.of(), "aarch64")).isEqualTo(new HostSystem("unknown", "unknown", "arm64"));
    }

    @Test
    void takesTheFilesOfTheDistributionsOwnArchives() {
        assertThat(AptSources.parse("""
                Debian|bookworm|/etc/apt/sources.list.d/debian.sources:1
                Debian|bookworm-updates|/etc/apt/sources.list.d/debian.sources:1
                Debian|bookworm-security|/etc/apt/security.list:2
                Debian|trixie|/etc/apt/next.list:1
                Docker|bookworm|/etc/apt/docker.list:1
                """, BOOKWORM)).containsExactly("/etc/apt/sources.list.d/debian.sources", "/etc/apt/security.list");
    }

    @Test
    void knownSymptomsHaveRemedies() {
        assertThat(Remedies.forOutput(List.of("E: Unable to locate package x")))
                .hasValueSatisfying(remedy -> assertThat(remedy).contains("apt-get update"));
        assertThat(Remedies.forOutput(List.of("write: No space left on device")))
                .hasValueSatisfying(remedy -> assertThat(remedy).contains("room"));
        assertThat(Remedies.forOutput(List.of("Could not resolve 'mirror'")))
                .hasValueSatisfying(remedy -> assertThat(remedy).contains("network"));
        assertThat(Remedies.forOutput(List.of("something else"))).isEmpty();
    }
}
