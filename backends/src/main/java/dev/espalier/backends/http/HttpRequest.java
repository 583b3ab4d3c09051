package dev.espalier.backends.http;

import java.nio.charset.StandardCharsets;

/**
 * A request for a server on this host.
 *
 * @param path as it is sent; ASCII, without blanks
 * @param body JSON
 */
public record HttpRequest(String method, String path, String body) {

    byte[] bytes() {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n";
        var begin = head.getBytes(StandardCharsets.US_ASCII);
        var all = new byte[begin.length + content.length];
        System.arraycopy(begin, 0, all, 0, begin.length);
        System.arraycopy(content, 0, all, begin.length, content.length);
        return all;
    }
}
