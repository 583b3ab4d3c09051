package dev.espalier.backends.spi;

/** QEMU refused a command. */
public final class QmpError extends Exception {
    private static final long serialVersionUID = 1;

    private final String command;
    private final String errorClass;
    private final String description;

    /**
     * @param errorClass  QEMU's word for the kind of error, such as {@code CommandNotFound}; mostly {@code GenericError}
     * @param description QEMU's sentence for a person
     */
    public QmpError(String command, String errorClass, String description) {
        super(command + ": " + errorClass + ": " + description);
        this.command = command;
        this.errorClass = errorClass;
        this.description = description;
    }

    public String command() {
        return command;
    }

    public String errorClass() {
        return errorClass;
    }

    public String description() {
        return description;
    }
}
