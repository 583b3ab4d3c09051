package dev.espalier.runtime.supervision;

/** The answer to {@link Supervisor.GetChildSpec}, as that of OTP's {@code get_childspec}. */
public sealed interface ChildSpecReply {

    record Found(ChildSpec spec) implements ChildSpecReply {}

    /** There is no child with this id. */
    record NotFound() implements ChildSpecReply {}
}
