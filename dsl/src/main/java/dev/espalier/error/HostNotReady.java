package dev.espalier.error;

import java.util.List;
import java.util.stream.Collectors;

import dev.espalier.backends.spi.Requirement;

/** This host lacks something; everything it lacks is listed. */
public final class HostNotReady extends EspalierException {
    private static final long serialVersionUID = 1;

    private final transient List<Requirement> missing;

    public HostNotReady(List<Requirement> missing) {
        super("this host is not ready:" + missing.stream()
                .map(requirement -> "\n  " + requirement.what() + "\n    remedy: " + requirement.remedy())
                .collect(Collectors.joining()));
        this.missing = List.copyOf(missing);
    }

    public List<Requirement> missing() {
        return missing;
    }
}
