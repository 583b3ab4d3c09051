package dev.espalier.terminal;

import java.io.IOException;

/** A terminal that somebody sits at, and that can be lent to one at a time. */
public interface Terminal {

    /** How what is typed comes. */
    enum Typing {
        /** Each key at once, whichever it is, and nothing of it is shown. */
        KEYS,
        /** A line at a time, shown and corrected by the terminal; its end of input ends what is typed. */
        LINES
    }

    /**
     * Lends it.
     *
     * @throws IllegalStateException if it is lent already, or nobody is at it
     */
    LentTerminal lend(Typing typing) throws IOException, InterruptedException;
}
