package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How one machine becomes what another was: with all that Cloud Hypervisor has kept of that one, and with files, sockets,
 * interfaces and addresses of its own. A guest that has gone on keeps its addresses until it is reset.
 */
final class Takeover {
    private static final List<String> OWN = List.of("payload", "disks", "net", "vsock");

    /** Of the other's interface on the host: Cloud Hypervisor notes it, and would give it to this machine's. */
    private static final String NOTED_ADDRESS = "host_mac";

    private Takeover() {}

    /**
     * What Cloud Hypervisor is told with the snapshot.
     *
     * @param kept what it has kept of the other
     * @param own  what the machine would be told at its first start
     * @throws IOException if these have other disks or interfaces
     */
    static ObjectNode of(JsonNode kept, JsonNode own) throws IOException {
        if (!(kept.deepCopy() instanceof ObjectNode all)) {
            throw new IOException("the snapshot's configuration is none");
        }
        for (var part : OWN) {
            if (all.has(part) != own.has(part)) {
                throw other(part);
            }
            if (own.has(part)) {
                all.set(part, over(all.path(part), own.path(part), part));
            }
        }
        for (var net : all.path("net")) {
            if (net instanceof ObjectNode its) {
                its.remove(NOTED_ADDRESS);
            }
        }
        return all;
    }

    private static JsonNode over(JsonNode kept, JsonNode own, String part) throws IOException {
        if (kept instanceof ObjectNode theirs && own instanceof ObjectNode mine) {
            for (var field : mine.properties()) {
                theirs.set(field.getKey(), over(theirs.path(field.getKey()), field.getValue(), part));
            }
            return theirs;
        }
        if (kept instanceof ArrayNode theirs && own instanceof ArrayNode mine) {
            if (theirs.size() != mine.size()) {
                throw other(part);
            }
            for (int index = 0; index < mine.size(); index++) {
                theirs.set(index, over(theirs.path(index), mine.path(index), part));
            }
            return theirs;
        }
        return own;
    }

    private static IOException other(String part) {
        return new IOException("the snapshot is of a machine with another \"" + part + "\"");
    }
}
