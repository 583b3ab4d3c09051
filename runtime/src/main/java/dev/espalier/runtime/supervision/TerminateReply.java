package dev.espalier.runtime.supervision;

/** The answer to {@link Supervisor.TerminateChild}, as that of OTP's {@code terminate_child}. */
public sealed interface TerminateReply {

    /** The child is not running; the spec of a temporary one is forgotten. */
    record Terminated() implements TerminateReply {}

    /** There is no such child. */
    record NotFound() implements TerminateReply {}
}
