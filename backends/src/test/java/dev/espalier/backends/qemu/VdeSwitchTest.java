package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.network.MacAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VdeSwitchTest {
    private static final VdeSwitch VDE = new VdeSwitch(new Nic(3, new MacAddress(3, 7), "br3", "t7v3"),
            Path.of("/run/7"));

    /** A switch whose answers are known before it is asked. */
    private record Answers(InputStream input, OutputStream output) implements Connection {
        static Answers of(String text) {
            return new Answers(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayOutputStream());
        }

        @Override
        public void close() {}
    }

    @Test
    @DisplayName("it joins the machine's TAP to a socket that only its owner can use, and reads nobody's configuration")
    void command() {
        assertThat(String.join(" ", VDE.command())).endsWith("vde_switch --hub --rcfile /dev/null --dirmode 0700"
                + " --mode 0600 --tap t7v3 --sock /run/7/vde3.ctl");
    }

    @Test
    @DisplayName("it is there when it has answered")
    void answers() throws IOException {
        var answers = Answers.of("0000 DATA END WITH '.'\nVDE switch V.2.3.2\n.\n1000 Success\n");
        VDE.requireAnswer(answers);
        assertThat(answers.output()).hasToString("showinfo\n");
    }

    @Test
    @DisplayName("what it complains of is why it does not work, also if it goes on")
    void complaints() {
        assertThatThrownBy(() -> VDE.requireAnswer(Answers.of("""
                vde_switch: TUNSETIFF failed Device or resource busy
                vde_switch: ERROR OPENING tap interface: t7v3
                0000 DATA END WITH '.'
                1000 Success
                """))).isInstanceOf(IOException.class)
                .hasMessage(
                        "the vde_switch of VLAN 3 does not work: vde_switch: TUNSETIFF failed Device or resource busy;"
                                + " vde_switch: ERROR OPENING tap interface: t7v3");
    }

    @Test
    @DisplayName("so it is if it ends without an answer")
    void ends() {
        assertThatThrownBy(() -> VDE.requireAnswer(Answers.of("vde_switch: Could not bind to socket\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Could not bind to socket");
        assertThatThrownBy(() -> VDE.requireAnswer(Answers.of(""))).isInstanceOf(IOException.class)
                .hasMessageContaining("it ended without a word");
    }
}
