package dev.espalier.bench.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import dev.espalier.bench.Host;
import dev.espalier.bench.LoopbackHost;
import dev.espalier.bench.shell.Results.Contender;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the measuring rests on; how fast anything is, no test says. */
@Timeout(120)
class ShellBenchTest {
    private static final long BYTES = 3 * 65_536;

    @Test
    @NeedsHost(programs = {"unshare", "nsenter"})
    @DisplayName("a null guest does all that is measured, and every byte is there")
    void nullGuest() throws Exception {
        try (var subject = new EspalierSubject(Rounds.nullNode(0))) {
            assertThat(Stopwatch.roundTrip(subject, 8)).isPositive();
            assertThat(subject.download(BYTES)).isEqualTo(BYTES);
            assertThat(Stopwatch.upload(subject, BYTES)).isPositive();
            assertThat(Stopwatch.roundTrip(subject, 8)).isPositive();
        }
    }

    @Test
    @NeedsHost(root = true, programs = {"systemd-nspawn", "mmdebstrap"})
    @DisplayName("a container takes commands from us, and from who enters it by hand")
    void container() throws Exception {
        try (var subject = new EspalierSubject(Rounds.containerNode())) {
            assertThat(Stopwatch.roundTrip(subject, 8)).isPositive();
            assertThat(Stopwatch.roundTrip(EnteredContainer.running(), 8)).isPositive();
        }
    }

    @Test
    @NeedsHost(programs = {"sshd", "ssh", "ssh-keygen", "unshare"})
    @DisplayName("a host by SSH takes commands from us, and from OpenSSH's own client")
    void host() throws Exception {
        try (var host = LoopbackHost.start(); var subject = new EspalierSubject(host.node())) {
            assertThat(Stopwatch.roundTrip(subject, 8)).isPositive();
            assertThat(Stopwatch.roundTrip(new StartedProgram(host.client("true")), 8)).isPositive();
        }
    }

    @Test
    @DisplayName("a download that is short is an error, not a time")
    void shortDownload() {
        var lossy = new Subject() {
            @Override
            public void succeed() {}

            @Override
            public long download(long bytes) {
                return bytes - 1;
            }

            @Override
            public void upload(long bytes) {}
        };
        assertThatThrownBy(() -> Stopwatch.download(lossy, 100)).isInstanceOf(IOException.class)
                .hasMessage("of 100 bytes 99 arrived");
    }

    @Test
    @DisplayName("the table has a line for each figure, with what was measured of it")
    void table() {
        var results = new Results();
        results.add(Figure.TINY_TRIP, Contender.NIXOS, 20);
        results.add(Figure.TINY_TRIP, Contender.ESPALIER, 5);
        var table = Table.of(Host.here(), Sizes.QUICK, results);
        for (var figure : Figure.values()) {
            assertThat(table).contains(figure.work());
        }
        assertThat(table).containsPattern("a command, small guest \\[ms\\] .* 20\\.00 .* 5\\.00 .* 0\\.25 +- ");
        assertThat(table).contains("<= floor + 2.00 s");
    }
}
