package dev.espalier.assertions;

import static dev.espalier.assertions.TextAssertions.assertContains;
import static dev.espalier.assertions.TextAssertions.assertMatches;
import static dev.espalier.assertions.TextAssertions.assertNotContains;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextAssertionsTest {

    @Test
    void whatIsThereIsFound() {
        assertThatCode(() -> {
            assertContains("HTTP/1.1 200 OK\n", "200 OK");
            assertNotContains("HTTP/1.1 200 OK\n", "404");
            assertMatches("inet 192.168.1.2\ninet6 fe80::1\n", "^inet6 fe80:");
        }).doesNotThrowAnyException();
    }

    @Test
    void whatIsMissingIsShownWithWhatIsThere() {
        assertThatThrownBy(() -> assertContains("HTTP/1.1 404\nnot here\n", "200 OK"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("expected text that contains\n  200 OK\nbut it is\n  HTTP/1.1 404\n  not here");
        assertThatThrownBy(() -> assertMatches("", "a+")).hasMessage(
                "expected text that matches\n  a+\nbut it is empty");
        assertThatThrownBy(() -> assertNotContains("a panic b", "panic")).hasMessage(
                "expected text without\n  panic\nbut it is\n  a panic b");
    }

    @Test
    void ofALongTextTheEndIsShown() {
        assertThatThrownBy(() -> assertContains("x".repeat(100_000) + " the end", "y"))
                .hasMessageContaining("100008 characters that end with")
                .hasMessageEndingWith("x the end");
    }
}
