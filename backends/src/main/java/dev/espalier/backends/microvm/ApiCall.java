package dev.espalier.backends.microvm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.http.HttpRequest;

/**
 * Something that a monitor is told over its API.
 *
 * @param body JSON, or empty
 */
public record ApiCall(String method, String path, String body) {

    public static ApiCall put(String path, ObjectNode body) {
        return new ApiCall("PUT", path, body.toString());
    }

    /** Tells it something that has no more to it than its name. */
    public static ApiCall put(String path) {
        return new ApiCall("PUT", path, "");
    }

    public static ApiCall patch(String path, ObjectNode body) {
        return new ApiCall("PATCH", path, body.toString());
    }

    /** Asks it something. */
    public static ApiCall get(String path) {
        return new ApiCall("GET", path, "");
    }

    HttpRequest request() {
        return new HttpRequest(method, path, body);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
