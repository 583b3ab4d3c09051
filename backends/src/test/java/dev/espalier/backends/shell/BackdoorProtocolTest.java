package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackdoorProtocolTest {
    private static final String MARKER = "0123456789abcdef0123456789abcdef";
    private static final String BOOT = "1ddc7a76-2a3a-4a31-8e4c-0e4e0a4f9d6f";

    private final BackdoorProtocol protocol = new BackdoorProtocol(MARKER);

    /** What a guest answers. */
    private static String answer(int status, byte[] stdout, byte[] stderr) {
        var out = Base64.getEncoder().encodeToString(stdout);
        var err = Base64.getEncoder().encodeToString(stderr);
        return String.format(Locale.ROOT, "%s %03d %010d %010d %s %s %s", MARKER, status, out.length(), err.length(),
                out, err, MARKER);
    }

    @Property
    @Label("a reply is read as it was written")
    void reply(@ForAll @IntRange(max = 255) int status, @ForAll byte[] stdout, @ForAll byte[] stderr) {
        assertThat(protocol.answer(answer(status, stdout, stderr)))
                .hasValueSatisfying(reply -> assertThat(reply).isInstanceOfSatisfying(BackdoorProtocol.Whole.class,
                        finished -> {
                            assertThat(finished.exitStatus()).isEqualTo(status);
                            assertThat(finished.stdout()).isEqualTo(stdout);
                            assertThat(finished.stderr()).isEqualTo(stderr);
                        }));
    }

    @Property(tries = 5000)
    @Label("a reply that has lost bytes, wherever, is never taken for a reply")
    void lostBytes(@ForAll @IntRange(max = 255) int status, @ForAll @Size(max = 30) byte[] stdout,
            @ForAll @Size(max = 30) byte[] stderr,
            @ForAll @Size(min = 1, max = 40) Set<@IntRange(max = 200) Integer> lost) {
        var whole = answer(status, stdout, stderr);
        var damaged = new StringBuilder();
        for (int at = 0; at < whole.length(); at++) {
            if (!lost.contains(at)) {
                damaged.append(whole.charAt(at));
            }
        }
        if (damaged.length() < whole.length()) {
            assertThat(protocol.answer(damaged.toString()).stream())
                    .noneMatch(reply -> reply instanceof BackdoorProtocol.Whole);
        }
    }

    @Test
    @DisplayName("a status that has lost a digit is no success")
    void lostDigit() {
        var whole = answer(10, new byte[0], new byte[0]);
        for (int at = 0; at < whole.length(); at++) {
            var damaged = new StringBuilder(whole).deleteCharAt(at).toString();
            assertThat(protocol.answer(damaged).stream()).as(damaged)
                    .noneMatch(reply -> reply instanceof BackdoorProtocol.Whole);
        }
    }

    @Property
    @Label("no line at all makes it fail")
    void anyLine(@ForAll String line) {
        assertThat(protocol.answer(line)).isEmpty();
        var unused = protocol.answer(MARKER + " " + line + " " + MARKER);
    }

    @Test
    @DisplayName("a reply behind half a line is a reply")
    void halfALine() {
        assertThat(protocol.answer("[   1.0] kernel: " + answer(0, new byte[]{1}, new byte[0])))
                .hasValueSatisfying(reply -> assertThat(reply).isInstanceOf(BackdoorProtocol.Whole.class));
    }

    @Test
    @DisplayName("the reply to another command is none to this one")
    void othersReply() {
        assertThat(new BackdoorProtocol("f".repeat(32)).answer(answer(0, new byte[0], new byte[0]))).isEmpty();
    }

    @Test
    @DisplayName("the guest that says hello says which boot it is")
    void hello() {
        assertThat(protocol.bootId(MARKER + " " + BOOT)).contains(BOOT);
        assertThat(protocol.bootId("half a li" + MARKER + " " + BOOT)).contains(BOOT);
        assertThat(protocol.bootId("bash: hello: command not found")).isEmpty();
    }

    @Test
    @DisplayName("a damaged boot id is no boot id")
    void damagedHello() {
        var whole = MARKER + " " + BOOT;
        for (int at = 0; at < whole.length(); at++) {
            assertThat(protocol.bootId(new StringBuilder(whole).deleteCharAt(at).toString())).isEmpty();
        }
    }

    @Test
    @DisplayName("an echo of what was asked is no answer")
    void echo() {
        var command = new ShellCommand("echo hello", ShellCommand.DEFAULT_TIMEOUT);
        assertThat(protocol.bootId(protocol.hello())).isEmpty();
        assertThat(protocol.answer(protocol.request(command, BOOT))).isEmpty();
    }

    @Test
    @DisplayName("a request is one script line even if the command has several")
    void oneLine() {
        var request = protocol.request(new ShellCommand("true", ShellCommand.DEFAULT_TIMEOUT), BOOT);
        assertThat(request).endsWith("\n").hasLineCount(1);
        assertThat(request.getBytes(StandardCharsets.UTF_8).length).isLessThan(1024);
    }
}
