package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run by somebody whose bash says something when it starts. */
@NeedsTools({"systemd-nspawn", "unshare", "nsenter", "ip", "socat", "depmod", "mount"})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PersonalBashIT extends RunWithImages {
    private static final String AT_HOME_IN = "mount --bind \"$0\" /etc/passwd && exec \"$@\"";

    @Test
    @DisplayName("a forwarded port gives what the guest says, and nothing of that: bash reads ~/.bashrc where its input is a socket")
    void forwarded() throws Exception {
        var home = Files.createDirectories(espalier.home().resolve("person"));
        Files.writeString(home.resolve(".bashrc"), "echo welcome >&0\n");
        var users = Files.writeString(espalier.home().resolve("passwd"), Files.readString(Path.of("/etc/passwd"))
                .replace(":" + System.getProperty("user.home") + ":", ":" + home + ":"));
        assertThat(users).content().contains(":" + home + ":");
        var test = espalier.configured("""
                one.succeed("nc -ll -p 7000 -e echo guest >/dev/null 2>&1 </dev/null &");
                one.waitForOpenPort(7000);
                try (var client = new java.net.Socket("127.0.0.1", one.forwardPort(7000))) {
                    log("said: " + new String(client.getInputStream().readAllBytes()));
                }
                """, "{\"vms\": {\"one\": {\"backend\": \"nspawn\", \"vlans\": [1]}}}");
        var run = espalier.start(List.of("unshare", "--mount", "sh", "-c", AT_HOME_IN, users.toString()),
                "run", "-o", espalier.report().toString(), test.toString()).await();
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("said: guest").doesNotContain("welcome");
    }
}
