package dev.espalier.backends.firecracker;

import java.util.Arrays;
import java.util.Optional;

import dev.espalier.runtime.process.ExitStatus;

/** Why a Firecracker ended by itself, by its exit status. */
enum FirecrackerEnd {
    RESET(0, "its guest reset itself"),
    FAILED(1, "it could not go on; what it said before tells why"),
    UNEXPECTED(2,
            "it came upon something that it did not expect"),
    FORBIDDEN_CALL(148,
            "it made a system call that its seccomp filter does not allow"),
    BUS_ERROR(149,
            "memory that it was promised was not there, such as huge pages of an exhausted pool"),
    SEGMENTATION_FAULT(
            150, "it touched memory that is not its own"),
    FILE_TOO_LARGE(151,
            "it wrote a file beyond the limit that it was given"),
    BAD_CONFIGURATION(
            152, "it could not read its configuration file"),
    BAD_ARGUMENTS(153,
            "it does not know one of the arguments that it was started with"),
    PROCESSOR_TIME(
            154,
            "it used more processor time than it was given"),
    BROKEN_PIPE(
            155,
            "nobody read any more what it wrote"),
    HANG_UP(
            156,
            "its terminal hung up"),
    ILLEGAL_INSTRUCTION(
            157,
            "it came upon an instruction that this processor does not have");

    private static final int SIGNAL_BASE = 128;

    private final int code;
    private final String meaning;

    FirecrackerEnd(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** None if it was ended by a signal; its own statuses above 128 are taken for those of signals that end nobody else. */
    static Optional<FirecrackerEnd> of(ExitStatus status) {
        var code = switch (status) {
            case ExitStatus.Exited(var exit) -> exit;
            case ExitStatus.Signaled(var signal) -> SIGNAL_BASE + signal;
        };
        return Arrays.stream(values()).filter(end -> end.code == code).findAny();
    }

    /** How it ended, for a person, without a full stop. */
    static String describe(ExitStatus status) {
        return of(status).map(end -> "exit status " + end.code + ": " + end.meaning).orElseGet(status::toString);
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }
}
