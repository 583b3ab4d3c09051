package dev.espalier.error;

import dev.espalier.backends.spi.QmpError;

/** QEMU refused a command of its machine protocol. */
public final class QmpFailed extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String command;
    private final String errorClass;
    private final String description;

    public QmpFailed(String machine, QmpError error) {
        super(machine + ": QEMU refuses " + error.command() + ": " + error.errorClass() + ": " + error.description());
        this.machine = machine;
        this.command = error.command();
        this.errorClass = error.errorClass();
        this.description = error.description();
    }

    public String machine() {
        return machine;
    }

    public String command() {
        return command;
    }

    /** QEMU's word for the kind of error, such as {@code CommandNotFound}; mostly {@code GenericError}. */
    public String errorClass() {
        return errorClass;
    }

    /** QEMU's sentence for a person. */
    public String description() {
        return description;
    }
}
