package dev.espalier.backends.cloudhypervisor;

import java.util.Optional;
import java.util.regex.Pattern;

/** A release of Cloud Hypervisor, without the number of its last corrections. */
record CloudHypervisorVersion(int major) {
    private static final Pattern ANSWER = Pattern.compile("(?m)^cloud-hypervisor v?(\\d{1,5})\\.");

    /** Reads what {@code cloud-hypervisor --version} says. */
    static Optional<CloudHypervisorVersion> parse(String answer) {
        var found = ANSWER.matcher(answer);
        return found.find()
                ? Optional.of(new CloudHypervisorVersion(Integer.parseInt(found.group(1))))
                : Optional.empty();
    }

    boolean has(Feature feature) {
        return major >= feature.since().major;
    }

    @Override
    public String toString() {
        return major + ".0";
    }
}
