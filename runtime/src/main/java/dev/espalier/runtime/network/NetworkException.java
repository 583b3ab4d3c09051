package dev.espalier.runtime.network;

/** The networks of a cluster cannot be made on this host. */
public final class NetworkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
