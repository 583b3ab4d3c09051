package dev.espalier.backends.spi;

/**
 * One configuration key that a backend understands beyond those every machine has.
 *
 * @param name    as written in the configuration, in snake case
 * @param meaning one sentence for a person
 */
public record OptionKey<T>(String name, OptionType<T> type, String meaning) {}
