package dev.espalier.junit;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nothing that went wrong: suppressed by a failure, it says where that failure's evidence is. */
final class MachineEvidence extends Exception {
    private static final long serialVersionUID = 1;

    /** @param gaps what could not be found out, and why */
    MachineEvidence(Path directory, List<String> gaps, List<String> files) {
        super(message(directory, gaps, files), null, false, false);
    }

    private static String message(Path directory, List<String> gaps, List<String> files) {
        return Stream.concat(files.stream(), gaps.stream())
                .map(line -> "\n  " + line)
                .collect(Collectors.joining("", "its machines are told of in " + directory, ""));
    }
}
