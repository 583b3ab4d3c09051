package dev.espalier.error;

import java.util.List;
import java.util.Optional;

/** Something was wanted of a machine that its backend has no means for. */
public final class MissingCapability extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String backend;
    private final String capability;
    private final transient List<String> backendsWithIt;

    /**
     * @param capability     what is missing, such as {@code Screen}
     * @param shortcoming    why this machine can do less than others of its backend, if it can
     * @param backendsWithIt whose machines have it unless they are told otherwise, or if they are told so, and how
     */
    public MissingCapability(String machine, String backend, String capability, Optional<String> shortcoming,
            List<String> backendsWithIt) {
        super(machine + " has no " + capability + ": its backend " + backend + " gives it none as it is set up"
                + shortcoming.map(why -> ", because " + why).orElse("") + "; "
                + (backendsWithIt.isEmpty()
                        ? "nor does any other backend"
                        : "machines have one, unless told otherwise, with the backend "
                                + String.join(", ", backendsWithIt)));
        this.machine = machine;
        this.backend = backend;
        this.capability = capability;
        this.backendsWithIt = List.copyOf(backendsWithIt);
    }

    public String machine() {
        return machine;
    }

    public String backend() {
        return backend;
    }

    public String capability() {
        return capability;
    }

    public List<String> backendsWithIt() {
        return backendsWithIt;
    }
}
