package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DoctorTest {

    @Test
    @DisplayName("each backend is examined; where machines are there already, nothing about them is missing from this host")
    void backends() {
        var findings = Doctor.examine();
        assertThat(findings).extracting(Doctor.Finding::subject)
                .contains("namespaces", "tiny images", "Debian images")
                .containsAll(Backends.installed().names().stream().map(name -> "backend " + name).toList());
        assertThat(findings).filteredOn(finding -> finding.subject().equals("backend ssh"))
                .allSatisfy(finding -> assertThat(finding.missing()).isEmpty());
        assertThat(findings).flatExtracting(Doctor.Finding::missing).allSatisfy(requirement -> {
            assertThat(requirement.what()).isNotBlank();
            assertThat(requirement.remedy()).isNotBlank();
        });
    }
}
