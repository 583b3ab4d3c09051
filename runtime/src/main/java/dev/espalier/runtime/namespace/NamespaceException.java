package dev.espalier.runtime.namespace;

/** This host does not let this user make the namespaces. */
public final class NamespaceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NamespaceException(String message) {
        super(message);
    }

    NamespaceException(String message, Throwable cause) {
        super(message, cause);
    }
}
