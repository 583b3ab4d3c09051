package dev.espalier.backends.firecracker;

/** A refusal in Firecracker's words. */
final class StrictFault extends Exception {
    private static final long serialVersionUID = 1;

    StrictFault(String text) {
        super(text);
    }
}
