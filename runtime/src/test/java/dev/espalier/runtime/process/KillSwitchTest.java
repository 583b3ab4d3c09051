package dev.espalier.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KillSwitchTest {
    private static final ProcessSpec SLEEP = new ProcessSpec(List.of("sleep", "1000"), Path.of("/"), Map.of());

    private final KillSwitch kill = new KillSwitch();
    private final RunningProcess process;

    KillSwitchTest() throws IOException {
        process = RunningProcess.start(SLEEP, new Stdio.Logged(line -> {}));
    }

    @Test
    @DisplayName("a process that runs is killed")
    void after() throws Exception {
        kill.arm(process);
        kill.kill();
        assertThat(process.awaitExit()).isEqualTo(new ExitStatus.Signaled(9));
    }

    @Test
    @DisplayName("a process that is started after the kill is killed at once")
    void before() throws Exception {
        kill.kill();
        kill.arm(process);
        assertThat(process.awaitExit()).isEqualTo(new ExitStatus.Signaled(9));
    }

    @Test
    @DisplayName("a second kill does no harm")
    void twice() throws Exception {
        kill.arm(process);
        kill.kill();
        process.awaitExit();
        kill.kill();
    }
}
