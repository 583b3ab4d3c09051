package dev.espalier.backends.microvm;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.espalier.runtime.process.ExitStatus;

/** A monitor does not do what it is to. */
public final class MonitorFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final String why;
    private final transient Optional<? extends Trouble> trouble;

    private MonitorFailure(String why, Optional<? extends Trouble> trouble) {
        super(why);
        this.why = why;
        this.trouble = trouble;
    }

    /** @param fault what the monitor says */
    public static MonitorFailure refused(MonitorDialect dialect, ApiCall call, String fault) {
        var trouble = dialect.trouble(fault);
        return new MonitorFailure(known(trouble) + dialect.monitor() + " refuses " + call + ": " + fault.strip(),
                trouble);
    }

    /**
     * That a monitor ended before it was told anything.
     *
     * @param said its last lines
     */
    static MonitorFailure ended(MonitorDialect dialect, ExitStatus status, List<String> said) {
        var trouble = dialect.trouble(String.join("\n", said));
        return new MonitorFailure(known(trouble) + "it ended before it listened: " + dialect.end(status), trouble);
    }

    private static String known(Optional<? extends Trouble> trouble) {
        return trouble.map(Trouble::diagnosis).map(its -> its.meaning() + " (" + its.remedy() + "): ").orElse("");
    }

    /** @param why for a person, without a full stop */
    public static MonitorFailure because(String why) {
        return new MonitorFailure(why, Optional.empty());
    }

    /** For a person, with what to do about it as far as that is known. As {@link #getMessage}, which is never null here. */
    public String why() {
        return why;
    }

    /** What is in the way, if the monitor has said something that is known here. */
    public Optional<? extends Trouble> trouble() {
        return trouble;
    }
}
