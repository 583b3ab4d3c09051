package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.microvm.StrictServer;

/** What Cloud Hypervisor answers to what it is told, by what it has been told before. */
final class StrictApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/api/v1/";
    private static final int FIRST_WITH_STATUSES = 53;

    private final CloudHypervisorVersion version;
    private final Path socket;
    private StrictMachine machine;

    StrictApi(CloudHypervisorVersion version, StrictEvents events, Path socket) {
        this.version = version;
        this.socket = socket;
        this.machine = StrictMachine.none(version, events, this::end);
    }

    /** The whole HTTP answer. */
    synchronized String answer(String method, String path, String body) {
        try {
            var answer = path.startsWith(ROOT) ? obey(method + " " + path.substring(ROOT.length()), body) : "";
            if (answer.isEmpty() && !isKnown(method, path)) {
                return refusal(404, "Not Found", List.of("Not Found"));
            }
            return answer.isEmpty()
                    ? "HTTP/1.1 204 \r\nServer: Cloud Hypervisor API\r\nConnection: keep-alive\r\n\r\n"
                    : content("200 ", answer);
        } catch (StrictFault fault) {
            var causes = new ArrayList<>(List.of("Error from API"));
            causes.addAll(fault.causes());
            return refusal(status(fault), "", causes);
        } catch (JsonProcessingException e) {
            return refusal(400, "", List.of("Failed to deserialize JSON", e.getOriginalMessage()));
        } catch (Shape.Misfit e) {
            return refusal(400, "", List.of("Failed to deserialize JSON", String.valueOf(e.getMessage())));
        }
    }

    private static boolean isKnown(String method, String path) {
        return path.startsWith(ROOT) && StrictCall.of(method + " " + path.substring(ROOT.length())).isPresent();
    }

    private int status(StrictFault fault) {
        return version.major() >= FIRST_WITH_STATUSES
                && fault.causes().stream().anyMatch(StrictMachine.ABSENCES::contains)
                        ? 404
                        : 500;
    }

    private static String refusal(int status, String reason, List<String> causes) {
        return content(status + " " + reason, JSON.valueToTree(causes).toString());
    }

    private static String content(String status, String json) {
        return "HTTP/1.1 " + status + "\r\nServer: Cloud Hypervisor API\r\nConnection: keep-alive\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
    }

    private String obey(String call, String body) throws StrictFault, JsonProcessingException, Shape.Misfit {
        var known = StrictCall.of(call);
        if (known.isEmpty()) {
            return "";
        }
        switch (known.get()) {
            case PING -> {
                return JSON.createObjectNode().put("version", "v" + version).toString();
            }
            case INFO -> {
                return machine.info().toString();
            }
            case CREATE -> machine = machine.create(understood(Shapes.machine(version), body));
            case BOOT -> machine.boot();
            case PAUSE -> machine.pause();
            case RESUME -> machine.resume();
            case REBOOT -> machine.reboot("The VM could not reboot");
            case POWER_BUTTON -> machine.pressPowerButton();
            case RESIZE -> machine.resize(understood(Shapes.RESIZE, body));
            case SNAPSHOT -> machine.snapshot(understood(Shapes.SNAPSHOT, body));
            case RESTORE -> machine = machine.restore(understood(Shapes.restoration(version), body));
            case DELETE -> machine = machine.delete();
            case SHUTDOWN_ALL -> {
                var unused = Thread.ofPlatform().daemon().start(this::end);
            }
        }
        return "";
    }

    /** With what it leaves to nobody. */
    synchronized void end() {
        try {
            machine.end();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            System.err.println("its end: " + e);
        }
        StrictServer.end(0, "");
    }

    private static JsonNode understood(Shape shape, String body) throws JsonProcessingException, Shape.Misfit {
        var ignored = new ArrayList<String>();
        var understood = shape.understood(JSON.readTree(body), "", ignored);
        ignored.forEach(field -> System.err.println("ignored field: " + field));
        return understood;
    }
}
