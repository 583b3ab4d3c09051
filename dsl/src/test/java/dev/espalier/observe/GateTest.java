package dev.espalier.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.observe.Gate.Decision;
import dev.espalier.observe.Gate.Wanted;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Gate GATE = new Gate(4711, "secret");
    private static final String HOST = "127.0.0.1:4711";

    private static Decision get(String host, String path) {
        return GATE.decide("GET", host, path);
    }

    @Test
    void whoKnowsTheTokenIsAdmitted() {
        assertThat(get(HOST, "/secret/")).isEqualTo(new Decision.Admitted(Wanted.PAGE));
        assertThat(get(HOST, "/secret/events")).isEqualTo(new Decision.Admitted(Wanted.EVENTS));
        assertThat(get("localhost:4711", "/secret/")).isEqualTo(new Decision.Admitted(Wanted.PAGE));
    }

    @Test
    void whoDoesNotFindsNothing() {
        for (var path : new String[]{"", "/", "//", "/secret", "/secre/", "/secrets/", "/SECRET/", "/other/events",
                "/favicon.ico", "/%73ecret/", "/x/../secret/"}) {
            assertThat(get(HOST, path)).as(path).isEqualTo(new Decision.Refused(404));
        }
    }

    @Test
    void thereIsNothingElseBehindTheToken() {
        assertThat(get(HOST, "/secret/../../etc/passwd")).isEqualTo(new Decision.Refused(404));
        assertThat(get(HOST, "/secret/events/")).isEqualTo(new Decision.Refused(404));
    }

    @Test
    void anotherNameForThisHostIsRefusedWithTheToken() {
        for (var host : new String[]{"evil.example:4711", "127.0.0.1", "127.0.0.1:80", "localhost", "[::1]:4711", ""}) {
            assertThat(get(host, "/secret/")).as(host).isEqualTo(new Decision.Refused(421));
        }
        assertThat(GATE.decide("GET", null, "/secret/")).isEqualTo(new Decision.Refused(421));
    }

    @Test
    void nothingCanBeChanged() {
        for (var method : new String[]{"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get"}) {
            assertThat(GATE.decide(method, HOST, "/secret/")).as(method).isEqualTo(new Decision.Refused(405));
        }
    }

    @Test
    void tokensAreLongAndDiffer() {
        assertThat(Gate.at(1).token()).hasSizeGreaterThanOrEqualTo(32)
                .matches("[\\w-]+")
                .isNotEqualTo(Gate.at(1).token());
    }
}
