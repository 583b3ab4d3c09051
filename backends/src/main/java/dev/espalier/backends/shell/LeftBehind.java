package dev.espalier.backends.shell;

/**
 * A process in the guest that has outlived its command and still has the command's output open.
 *
 * @param pid  in the guest
 * @param name as the guest's kernel has it, at most 15 characters
 */
public record LeftBehind(long pid, String name) {}
