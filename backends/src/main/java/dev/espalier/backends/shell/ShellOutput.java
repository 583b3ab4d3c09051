package dev.espalier.backends.shell;

/**
 * What a command left behind. The arrays belong to whoever receives them.
 *
 * @param exitStatus 0 to 255; 124 if the command was ended by its timeout
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShellOutput(int exitStatus, byte[] stdout, byte[] stderr) {}
