package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirecrackerMetricsTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("failures are those of all lines together, by what they are of; what has not failed is not told, nor a line that is cut")
    void failures() throws Exception {
        var file = Files.writeString(directory.resolve("metrics"), """
                {"utc_timestamp_ms":1,"net":{"tap_write_fails":2,"tx_count":9},"vsock":{"cfg_fails":0}}
                {"utc_timestamp_ms":2,"net":{"tap_write_fails":3},"block":{"event_fails":1}}
                {"utc_timestamp_ms":3,"net":{"tap_wri""");
        assertThat(FirecrackerMetrics.in(file).text()).isEqualTo("block.event_fails 1, net.tap_write_fails 5");
    }

    @Test
    @DisplayName("nothing is told where nothing was counted")
    void nothing() {
        assertThat(FirecrackerMetrics.in(directory.resolve("absent")).text()).isEmpty();
    }
}
