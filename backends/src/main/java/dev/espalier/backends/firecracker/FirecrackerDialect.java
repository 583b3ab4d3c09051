package dev.espalier.backends.firecracker;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.espalier.backends.http.HttpAnswer;
import dev.espalier.backends.microvm.MonitorDialect;
import dev.espalier.backends.microvm.Trouble;
import dev.espalier.runtime.process.ExitStatus;

/** How Firecracker says what is wrong: by a message in JSON, and by its exit status. */
enum FirecrackerDialect implements MonitorDialect {
    INSTANCE;

    @Override
    public String monitor() {
        return "Firecracker";
    }

    @Override
    public String fault(HttpAnswer answer) {
        try {
            var fault = FirecrackerPlan.JSON.readTree(answer.body()).path("fault_message");
            return fault.isTextual() ? fault.asText() : answer.status() + " " + answer.body();
        } catch (JsonProcessingException e) {
            return answer.status() + " " + answer.body();
        }
    }

    @Override
    public Optional<FirecrackerTrouble> trouble(String fault) {
        return Trouble.in(fault, FirecrackerTrouble.values());
    }

    @Override
    public String end(ExitStatus status) {
        return FirecrackerEnd.describe(status);
    }
}
