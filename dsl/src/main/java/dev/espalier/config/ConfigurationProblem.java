package dev.espalier.config;

import java.nio.file.Path;
import java.util.Optional;

import dev.espalier.source.PrintableText;
import dev.espalier.source.SourceFile;
import dev.espalier.source.SourcePosition;

/**
 * One thing that is wrong with a configuration.
 *
 * @param where   the place in the file; none if the file itself is what is wrong
 * @param keyPath the key in question, such as {@code vms.web.memory_mib}; empty for the whole file
 */
public record ConfigurationProblem(Path file, Optional<Place> where, String keyPath, Complaint complaint) {

    public record Place(SourceFile source, SourcePosition position) {}

    static ConfigurationProblem ofFile(Path file, Complaint complaint) {
        return new ConfigurationProblem(file, Optional.empty(), "", complaint);
    }

    static ConfigurationProblem at(SourceFile source, SourcePosition position, String keyPath, Complaint complaint) {
        return new ConfigurationProblem(source.path(), Optional.of(new Place(source, position)), keyPath, complaint);
    }

    /** {@code file:line:column: key: what is wrong}, then the line with a caret under the place. */
    public String render() {
        var key = keyPath.isEmpty() ? "" : keyPath + ": ";
        var message = PrintableText.of(key + complaint.sentence());
        return where.map(place -> "%s:%s: %s%n%s".formatted(file, place.position(), message,
                place.source().excerpt(place.position()))).orElse(message);
    }
}
