package dev.espalier.config;

import java.util.ArrayList;
import java.util.List;

import dev.espalier.source.SourceFile;
import dev.espalier.source.SourcePosition;

/** Collects what is wrong with one file, so that reading goes on to the next problem. */
final class Problems {
    private final SourceFile source;
    private final List<ConfigurationProblem> found = new ArrayList<>();

    Problems(SourceFile source) {
        this.source = source;
    }

    void add(SourcePosition position, KeyPath path, Complaint complaint) {
        found.add(ConfigurationProblem.at(source, position, path.toString(), complaint));
    }

    void add(ConfigurationProblem problem) {
        found.add(problem);
    }

    /** @throws ConfigurationException if there were any */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }
}
