package dev.espalier.report;

/** Something that is known of a host or a machine, for a person: such as {@code memory} and {@code 384 MiB}. */
public record Fact(String name, String value) {}
