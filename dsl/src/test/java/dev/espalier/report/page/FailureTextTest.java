package dev.espalier.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import dev.espalier.report.page.FailureText.Block;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    @DisplayName("each heading has its lines, with those that are further to the right as they are")
    void headed() {
        assertThat(FailureText.of("""
                  systemd says of nginx:
                    × nginx.service
                         Active: failed

                    more
                  console:
                    at last:
                      [    1.0] up
                """).blocks()).containsExactly(
                new Block(Optional.of("systemd says of nginx"), "× nginx.service\n     Active: failed\n\nmore"),
                new Block(Optional.of("console"), "at last:\n  [    1.0] up"));
    }

    @Test
    @DisplayName("lines without a heading are a block too, and a colon alone makes none")
    void plain() {
        assertThat(FailureText.of("of two machines:\nnone came\nExpecting:\n  \"a\"\nto be b").blocks())
                .containsExactly(
                        new Block(Optional.empty(), "of two machines:\nnone came"),
                        new Block(Optional.of("Expecting"), "\"a\""), new Block(Optional.empty(), "to be b"));
        assertThat(FailureText.of("").blocks()).isEmpty();
        assertThat(FailureText.of("the end:").blocks()).containsExactly(new Block(Optional.empty(), "the end:"));
    }
}
