package dev.espalier.bench.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.LoopbackHost;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the measuring rests on; how fast anything is, no test says. */
@Timeout(120)
class GuestsTest {
    private static final long BYTES = 3 * 65_536;

    private static NodeSpec node(String backend) {
        return NodeSpec.of("bench", new ImageSpec.Tiny()).backend(backend).onVlans();
    }

    @Test
    @NeedsHost(programs = {"unshare", "nsenter"})
    @DisplayName("a null guest does all that is measured, and every byte is there")
    void nullGuest() throws Exception {
        try (var machines = Machines.start(node(NullBackend.NAME))) {
            assertThat(Stopwatch.roundTrips(machines, 8)).hasSize(8).allMatch(millis -> millis > 0);
            assertThat(machines.download(BYTES)).isEqualTo(BYTES);
            assertThat(Stopwatch.upload(machines, BYTES)).isPositive();
            machines.succeedAtOnce(8);
        }
    }

    @Test
    @NeedsHost(root = true, programs = {"systemd-nspawn", "mmdebstrap"})
    @DisplayName("a container takes commands from us, and from who enters it by hand")
    void container() throws Exception {
        try (var machines = Machines.start(node("nspawn"))) {
            machines.succeed();
            assertThat(EnteredContainer.running().download(BYTES)).isEqualTo(BYTES);
        }
    }

    @Test
    @NeedsHost(programs = {"sshd", "ssh", "ssh-keygen", "unshare"})
    @DisplayName("a host by SSH takes commands from us, and from OpenSSH's own client, whose connection is a child of ours")
    void host() throws Exception {
        try (var host = LoopbackHost.start();
                var connection = host.connect();
                var machines = Machines.start(host.node())) {
            machines.succeed();
            var client = new StartedProgram(connection::program);
            assertThat(client.download(BYTES)).isEqualTo(BYTES);
            client.upload(BYTES);
            assertThat(ProcessHandle.current().children().map(child -> child.info().command().orElse("")))
                    .anyMatch(command -> command.endsWith("/ssh"));
        }
    }

    @Test
    @DisplayName("a program that is started for each command has its bytes, and fails where the command does")
    void startedProgram() throws Exception {
        var bash = new StartedProgram(command -> List.of("bash", "-c", command));
        assertThat(Stopwatch.download(bash, BYTES)).isPositive();
        assertThatThrownBy(() -> new StartedProgram(command -> List.of("false")).succeed())
                .isInstanceOf(IOException.class);
    }

    @Test
    @NeedsHost(programs = {"unshare", "nsenter"})
    @DisplayName("a bash at two pipes takes commands")
    void pipedBash() throws Exception {
        try (var bash = PipedBash.start()) {
            assertThat(Stopwatch.roundTrips(bash, 8)).hasSize(8);
            assertThat(bash.bootNanos()).isPositive();
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
}
