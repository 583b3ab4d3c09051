package dev.espalier.runtime.console;

import java.time.Instant;

/**
 * One line of a console.
 *
 * @param at   when its last byte was read
 * @param text without its line end; bytes that are not UTF-8 are replaced
 */
public record ConsoleLine(Instant at, String text) {}
