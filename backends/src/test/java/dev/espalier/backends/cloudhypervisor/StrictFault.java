package dev.espalier.backends.cloudhypervisor;

import java.util.List;

/** A refusal in Cloud Hypervisor's words, each the cause of the one before it. */
final class StrictFault extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> causes;

    StrictFault(String... causes) {
        super(String.join(": ", causes));
        this.causes = List.of(causes);
    }

    List<String> causes() {
        return causes;
    }
}
