package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.util.Optional;

/** Firecracker does not do what it is to. */
final class FirecrackerFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final String why;
    private final transient Optional<Trouble> trouble;

    private FirecrackerFailure(String why, Optional<Trouble> trouble) {
        super(why);
        this.why = why;
        this.trouble = trouble;
    }

    /** @param fault what Firecracker says */
    static FirecrackerFailure refused(ApiCall call, String fault) {
        var trouble = Trouble.in(fault);
        var known = trouble.map(its -> its.meaning() + " (" + its.remedy() + "): ").orElse("");
        return new FirecrackerFailure(known + "Firecracker refuses " + call + ": " + fault.strip(), trouble);
    }

    /** @param why for a person, without a full stop */
    static FirecrackerFailure because(String why) {
        return new FirecrackerFailure(why, Optional.empty());
    }

    /** For a person, with what to do about it as far as that is known. As {@link #getMessage}, which is never null here. */
    String why() {
        return why;
    }

    /** What is in the way, if Firecracker has said something that is known here. */
    Optional<Trouble> trouble() {
        return trouble;
    }
}
