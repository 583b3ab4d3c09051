package dev.espalier.backends.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a server answers.
 *
 * @param body empty if there is none
 */
public record HttpAnswer(int status, String body) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])( .*)?");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,7}");
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int FIRST_FINAL = 200;
    /** Answers such as {@code 100 Continue}, which another one follows. */
    private static final int MOST_INTERIM = 10;

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /**
     * Reads one, and nothing behind it.
     *
     * @throws IOException also if it is none, or is not whole
     */
    static HttpAnswer read(InputStream bytes) throws IOException {
        for (int interim = 0; interim <= MOST_INTERIM; interim++) {
            var status = status(line(bytes));
            var length = length(bytes);
            if (status >= FIRST_FINAL) {
                return new HttpAnswer(status, body(bytes, length));
            }
        }
        throw new IOException("an HTTP server that only promises an answer");
    }

    private static String body(InputStream bytes, int length) throws IOException {
        var body = bytes.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the connection ended in the middle of an answer");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static int status(String line) throws IOException {
        var words = STATUS_LINE.matcher(line);
        if (!words.matches()) {
            throw new IOException("no HTTP answer: " + line);
        }
        return Integer.parseInt(words.group(1));
    }

    private static int length(InputStream bytes) throws IOException {
        var length = 0;
        for (int headers = 0; headers < MOST_HEADERS; headers++) {
            var header = line(bytes);
            if (header.isEmpty()) {
                return length;
            }
            var colon = header.indexOf(':');
            var name = header.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
            var value = header.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> {
                    if (!LENGTH.matcher(value).matches()) {
                        throw new IOException("an HTTP answer of no sensible length: " + header);
                    }
                    length = Integer.parseInt(value);
                }
                case "transfer-encoding" -> throw new IOException("an HTTP answer that is not plain: " + header);
                default -> {
                }
            }
        }
        throw new IOException("an HTTP answer with too many headers");
    }

    private static String line(InputStream bytes) throws IOException {
        var line = new StringBuilder();
        for (var next = bytes.read(); next != '\n'; next = bytes.read()) {
            if (next < 0) {
                throw new IOException(line.isEmpty()
                        ? "the connection ended without an answer"
                        : "the connection ended in the middle of an answer");
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("no HTTP answer: a line without an end");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
