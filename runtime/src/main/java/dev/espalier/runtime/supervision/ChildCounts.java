package dev.espalier.runtime.supervision;

/**
 * The answer to {@link Supervisor.CountChildren}, as that of OTP's {@code count_children}.
 *
 * @param specs all children, running or not
 * @param active those that are running
 * @param supervisors those declared as supervisors, running or not
 * @param workers those declared as workers, running or not
 */
public record ChildCounts(int specs, int active, int supervisors, int workers) {}
