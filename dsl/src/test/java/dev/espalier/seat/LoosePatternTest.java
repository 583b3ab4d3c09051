package dev.espalier.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoosePatternTest {
    private static final String SCREEN = "Debian  GNU/Linux 12\n\nguest LOGIN:\n  password";

    private static boolean found(String regex) {
        return new LoosePattern(regex).foundIn(SCREEN);
    }

    @Test
    @DisplayName("it is found anywhere, whatever the case")
    void anywhere() {
        assertThat(found("login")).isTrue();
        assertThat(found("LINUX 1[0-9]")).isTrue();
        assertThat(found("logout")).isFalse();
    }

    @Test
    @DisplayName("a blank stands for any number of blanks and line ends")
    void blanks() {
        assertThat(found("debian gnu")).isTrue();
        assertThat(found("12 guest login: password")).isTrue();
        assertThat(found("guestlogin")).isFalse();
    }

    @Test
    @DisplayName("an expression about lines sees them")
    void lines() {
        assertThat(found("^guest login:$")).isTrue();
        assertThat(found("^login")).isFalse();
        assertThat(found("12\\n\\nguest")).isTrue();
    }

    @Test
    @DisplayName("who cares about the case says so")
    void strict() {
        assertThat(found("(?-i)LOGIN")).isTrue();
        assertThat(found("(?-i)login")).isFalse();
    }

    @Test
    @DisplayName("what is no regular expression is refused")
    void invalid() {
        assertThatThrownBy(() -> new LoosePattern("(")).isInstanceOf(PatternSyntaxException.class);
    }
}
