package dev.espalier.backends.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpAnswerTest {
    private static HttpAnswer read(String text) throws IOException {
        return HttpAnswer.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("an answer has a status, and as many bytes as it says, whatever the case of the word")
    void whole() throws IOException {
        assertThat(read("HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n")).isEqualTo(new HttpAnswer(204, ""));
        assertThat(read("HTTP/1.1 400 Bad Request\r\nCONTENT-LENGTH:  5 \r\n\r\nnaïve and more"))
                .isEqualTo(new HttpAnswer(400, "naïv"));
        assertThat(read("HTTP/1.1 200\n\n").isSuccess()).isTrue();
        assertThat(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @DisplayName("what is no answer, or not a whole one, is refused")
    @ValueSource(strings = {"", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nServer: x", "SSH-2.0-OpenSSH\r\n\r\n",
            "HTTP/1.1 999 No\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nshort",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"})
    void garbage(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("neither a line nor a head nor a row of promises without an end is read for ever")
    void endless() {
        assertThatThrownBy(() -> read("HTTP/1.1 100 Continue\r\n\r\n".repeat(100_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("only promises");
        assertThatThrownBy(() -> read("HTTP/1.1 200 " + "x".repeat(100_000))).hasMessageContaining("without an end");
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(10_000)))
                .hasMessageContaining("too many headers");
    }

    @Test
    @DisplayName("a server that takes a request and does not answer is waited for no longer than said")
    void silence(@TempDir Path directory) throws IOException {
        var socket = directory.resolve("s");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var http = new UnixHttp(socket, Duration.ofMillis(200));
            assertThatThrownBy(() -> http.ask(new HttpRequest("GET", "/", ""))).isInstanceOf(IOException.class)
                    .hasMessageContaining("no answer to GET /");
        }
    }

    @Test
    @DisplayName("a socket that is not there is told at once")
    void nobody(@TempDir Path directory) {
        var http = new UnixHttp(directory.resolve("s"), Duration.ofMinutes(1));
        assertThatThrownBy(() -> http.ask(new HttpRequest("GET", "/", ""))).isInstanceOf(SocketException.class);
    }
}
