package dev.espalier.backends.spi;

import java.util.List;

import dev.espalier.runtime.supervision.ChildSpec;

/**
 * What a running machine consists of. Channels come before the process that connects to them, so that somebody listens
 * when it starts and so that they hear it to its end when it stops. The process itself is temporary and significant: its
 * end is the machine's end.
 *
 * @param capabilities what can be done with it beyond commands
 */
public record Blueprint(List<ChildSpec> children, Capabilities capabilities) {
    public Blueprint {
        children = List.copyOf(children);
    }
}
