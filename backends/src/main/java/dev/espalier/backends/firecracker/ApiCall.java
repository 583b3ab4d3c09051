package dev.espalier.backends.firecracker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.http.HttpRequest;

/** Something that Firecracker is told over its API. */
record ApiCall(String method, String path, ObjectNode body) {

    static ApiCall put(String path, ObjectNode body) {
        return new ApiCall("PUT", path, body);
    }

    static ApiCall patch(String path, ObjectNode body) {
        return new ApiCall("PATCH", path, body);
    }

    HttpRequest request() {
        return new HttpRequest(method, path, body.toString());
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
