package dev.espalier.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a command ended and what it wrote. */
public final class CommandResult {
    /** The exit status of a command that was ended by its timeout. */
    public static final int TIMED_OUT = 124;

    private final int exitStatus;
    private final byte[] stdout;
    private final byte[] stderr;

    public CommandResult(int exitStatus, byte[] stdout, byte[] stderr) {
        this.exitStatus = exitStatus;
        this.stdout = stdout.clone();
        this.stderr = stderr.clone();
    }

    /** 0 to 255. */
    public int exitStatus() {
        return exitStatus;
    }

    public boolean succeeded() {
        return exitStatus == 0;
    }

    /** Standard output as UTF-8 text; other bytes are replaced. */
    public String stdout() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Standard error as UTF-8 text; other bytes are replaced. */
    public String stderr() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    public byte[] stdoutBytes() {
        return stdout.clone();
    }

    public byte[] stderrBytes() {
        return stderr.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandResult result && exitStatus == result.exitStatus
                && Arrays.equals(stdout, result.stdout) && Arrays.equals(stderr, result.stderr);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * exitStatus + Arrays.hashCode(stdout)) + Arrays.hashCode(stderr);
    }

    @Override
    public String toString() {
        return "exit status " + exitStatus;
    }
}
