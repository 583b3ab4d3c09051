package dev.espalier.backends.cloudhypervisor;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.backends.http.HttpAnswer;
import dev.espalier.backends.microvm.MonitorDialect;
import dev.espalier.backends.microvm.Trouble;
import dev.espalier.runtime.process.ExitStatus;

/**
 * How Cloud Hypervisor says what is wrong: by a list of messages in JSON, each the cause of the one before it. Which status
 * comes with them differs between versions, so nothing is told by it.
 */
enum CloudHypervisorDialect implements MonitorDialect {
    INSTANCE;

    @Override
    public String monitor() {
        return "Cloud Hypervisor";
    }

    @Override
    public String fault(HttpAnswer refusal) {
        var causes = causes(refusal.body());
        return causes.isEmpty() ? (refusal.status() + " " + refusal.body()).strip() : causes;
    }

    private static String causes(String body) {
        try {
            var list = CloudHypervisorPlan.JSON.readTree(body);
            return StreamSupport.stream(list.isArray() ? list.spliterator() : list.path("").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(": "));
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    @Override
    public Optional<CloudHypervisorTrouble> trouble(String fault) {
        return Trouble.in(fault, CloudHypervisorTrouble.values());
    }

    @Override
    public String end(ExitStatus status) {
        return status.success() ? "it was shut down" : status.toString();
    }
}
