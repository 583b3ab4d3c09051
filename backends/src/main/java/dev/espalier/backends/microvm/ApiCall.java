package dev.espalier.backends.microvm;

import java.time.Duration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.http.HttpRequest;

/**
 * Something that a monitor is told over its API.
 *
 * @param body     JSON, or empty
 * @param patience how long it may take
 */
public record ApiCall(String method, String path, String body, Duration patience) {
    private static final Duration USUAL = Duration.ofSeconds(60);

    public static ApiCall put(String path, ObjectNode body) {
        return new ApiCall("PUT", path, body.toString(), USUAL);
    }

    /** Tells it something that has no more to it than its name. */
    public static ApiCall put(String path) {
        return new ApiCall("PUT", path, "", USUAL);
    }

    public static ApiCall patch(String path, ObjectNode body) {
        return new ApiCall("PATCH", path, body.toString(), USUAL);
    }

    /** Asks it something. */
    public static ApiCall get(String path) {
        return new ApiCall("GET", path, "", USUAL);
    }

    /** The same, of which more time is taken. */
    public ApiCall within(Duration longer) {
        return new ApiCall(method, path, body, longer);
    }

    HttpRequest request() {
        return new HttpRequest(method, path, body);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
