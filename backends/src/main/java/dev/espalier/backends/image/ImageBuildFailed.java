package dev.espalier.backends.image;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.espalier.backends.spi.Requirement;
import dev.espalier.runtime.process.ExitStatus;

/** An image could not be built; nothing of it was kept. */
public abstract sealed class ImageBuildFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ImageBuildFailed(String message) {
        super(message);
    }

    private ImageBuildFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a person does about it, if that is known. */
    public abstract Optional<String> remedy();

    /** A command of the build ended with something else than success. */
    public static final class CommandFailed extends ImageBuildFailed {
        private static final long serialVersionUID = 1;

        private final transient List<String> command;
        private final transient ExitStatus status;
        private final transient List<String> lastLines;

        CommandFailed(List<String> command, ExitStatus status, List<String> lastLines) {
            super("%s: %s%s%s".formatted(String.join(" ", command), status,
                    lastLines.stream().map(line -> "\n    " + line).collect(Collectors.joining()),
                    Remedies.forOutput(lastLines).map(remedy -> "\n  " + remedy).orElse("")));
            this.command = List.copyOf(command);
            this.status = status;
            this.lastLines = List.copyOf(lastLines);
        }

        public List<String> command() {
            return command;
        }

        public ExitStatus status() {
            return status;
        }

        /** The end of what the command wrote to its standard error. */
        public List<String> lastLines() {
            return lastLines;
        }

        @Override
        public Optional<String> remedy() {
            return Remedies.forOutput(lastLines);
        }
    }

    /** A file of the build could not be read or written. */
    public static final class FileTrouble extends ImageBuildFailed {
        private static final long serialVersionUID = 1;

        FileTrouble(IOException cause) {
            super(cause.toString(), cause);
        }

        @Override
        public Optional<String> remedy() {
            return Remedies.forOutput(List.of(getMessage()));
        }
    }

    /** The build was not begun, because this host lacks something. */
    public static final class HostNotReady extends ImageBuildFailed {
        private static final long serialVersionUID = 1;

        private final transient List<Requirement> missing;

        HostNotReady(List<Requirement> missing) {
            super(missing.stream()
                    .map(requirement -> "\n    " + requirement.what() + ": " + requirement.remedy())
                    .collect(Collectors.joining("", "this host cannot build the image:", "")));
            this.missing = List.copyOf(missing);
        }

        public List<Requirement> missing() {
            return missing;
        }

        @Override
        public Optional<String> remedy() {
            return Optional.of(missing.stream().map(Requirement::remedy).distinct().collect(Collectors.joining("; ")));
        }
    }
}
