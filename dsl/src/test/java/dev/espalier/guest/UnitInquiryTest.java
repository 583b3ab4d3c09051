package dev.espalier.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.espalier.error.Finding;
import dev.espalier.error.MachineNotRunning;
import dev.espalier.error.UnitFailed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class UnitInquiryTest {
    private static final String SAID = """
            × nginx.service\036nginx[40]: no such directive\036 12 slow.service start running
            nginx.service loaded failed failed A web server
            other.service loaded failed failed Another""";

    private static UnitInquiry inquiry(Guest guest) {
        return new UnitInquiry(guest, new UnitManager.OfSystem(), "nginx");
    }

    @Test
    @DisplayName("a unit's state, its journal, and what else has failed are found out apart")
    void parts() {
        assertThat(inquiry(ScriptedGuest.saying(SAID)).findings()).containsExactly(
                new Finding("systemd says of nginx", "× nginx.service"),
                new Finding("journal of nginx", "nginx[40]: no such directive"),
                new Finding("pending jobs and other failed units", """
                         12 slow.service start running
                        other.service loaded failed failed Another"""));
    }

    @Test
    @DisplayName("of a guest that stops answering, what it has said is known, and it is not waited for")
    void stuck() {
        var guest = new ScriptedGuest("", "half", CompletableFuture::new);
        assertThat(Diagnosis.of(guest, "any", Duration.ofMillis(50))).isEqualTo("half");
        assertThat(guest.cancelled).hasPositiveValue();
    }

    @Test
    @DisplayName("no more is kept than a person reads")
    void much() {
        assertThat(Diagnosis.of(ScriptedGuest.saying("x".repeat(Diagnosis.MOST_BYTES + 1000)), "any"))
                .hasSize(Diagnosis.MOST_BYTES);
    }

    @Test
    @DisplayName("a guest that is gone when it is asked hides nothing of the failure and adds nothing to it")
    void gone() {
        var guest = new ScriptedGuest("failed\n", "",
                () -> CompletableFuture.failedFuture(new MachineNotRunning("web", "it is off")));
        assertThatThrownBy(() -> new Systemd(guest).waitForUnit("nginx")).isInstanceOf(UnitFailed.class)
                .hasMessage("web: unit nginx has failed and was to be active\n  console:\n    its console");
    }

    @ParameterizedTest
    @DisplayName("units are known from how systemctl is called, and from what it says of jobs")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            systemctl restart nginx                          |                               | nginx.service
            systemctl --no-block start -- a.socket b@1 && x  |                               | a.socket b@1.service
            cd / && systemctl is-active "nginx" 2>/dev/null  |                               | nginx.service
            ! bash -c 'set -eu; systemctl is-active nginx'   |                               | nginx.service
            ./start-all                     | Job for a.mount failed because of that.        | a.mount
            systemctl start b               | A dependency job for b.service failed. See     | b.service
            systemctl start c d             | Job for d.service canceled.                    | d.service c.service
            systemctl --user start hers                      |                               | ``
            systemctl daemon-reload; true                    |                               | ``
            systemctl show --property=Id nginx               |                               | ``
            grep Job file                   | no Job for a.mount failed                      | ``
            """)
    void named(String command, String stderr, String units) {
        assertThat(String.join(" ", SystemctlUse.units(command, stderr == null ? "" : stderr))).isEqualTo(units);
    }
}
