package dev.espalier.report.page;

import java.util.Optional;

/**
 * How a person has a failure happen again.
 *
 * @param again  the command that ran the test
 * @param prompt the one that leaves its machines at a prompt; none if it is the same, or there is no such prompt
 */
public record Reproduction(String again, Optional<String> prompt) {}
