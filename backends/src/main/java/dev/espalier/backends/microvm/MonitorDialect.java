package dev.espalier.backends.microvm;

import java.util.Optional;

import dev.espalier.backends.http.HttpAnswer;
import dev.espalier.runtime.process.ExitStatus;

/** How monitors of one kind speak of what went wrong. */
public interface MonitorDialect {

    /** The monitor's name, as a sentence has it. */
    String monitor();

    /** What a refusal says, in the monitor's own words. */
    String fault(HttpAnswer refusal);

    /** What such words tell of, if it is known. */
    Optional<? extends Trouble> trouble(String fault);

    /** How a monitor ended, for a person, without a full stop. */
    String end(ExitStatus status);
}
