package dev.espalier.cli;

import dev.espalier.report.Verdict;

/** What the command's exit status says. */
enum ExitCode {
    PASSED(0),
    /** The test failed, or its script does not compile. */
    FAILED(1),
    /** The command or the configuration is wrong. */
    USAGE(2),
    /** This host lacks something. */
    HOST(3),
    /** The global timeout ended the test. */
    TIMED_OUT(124),
    /** A signal ended the test; a JVM that a signal ends has a status of its own. */
    INTERRUPTED(130);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    static ExitCode of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> PASSED;
            case Verdict.Failed failed -> FAILED;
            case Verdict.TimedOut late -> TIMED_OUT;
            case Verdict.Interrupted interrupted -> INTERRUPTED;
        };
    }
}
