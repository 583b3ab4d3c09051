package dev.espalier.runtime.supervision;

/** The answer to {@link Supervisor.DeleteChild}, as that of OTP's {@code delete_child}. */
public sealed interface DeleteReply {

    /** The spec is forgotten. */
    record Deleted() implements DeleteReply {}

    /** The child is running and has to be terminated first. */
    record Running() implements DeleteReply {}

    /** The supervisor is about to restart the child, which has to be terminated first. */
    record Restarting() implements DeleteReply {}

    /** There is no child with this id. */
    record NotFound() implements DeleteReply {}
}
