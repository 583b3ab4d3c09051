package dev.espalier.backends.shell;

/** How far a command has come, as its outputs tell it. */
sealed interface Progress {

    /** It runs, as the process of this number; or a bash does, and waits for a command. */
    record Begun(long number) implements Progress {}

    /** One of its outputs is not wanted any more; it goes on. */
    enum Unwanted implements Progress {
        INSTANCE
    }

    /** Both of its outputs have come to their ends. */
    record Over(Framing.Ended stdout, Framing.Ended stderr) implements Progress {

        /** Whether nobody has its outputs any more but its bash, which waits for another command. */
        boolean isVacant() {
            return stdout.output() == Framing.Output.VACANT && stderr.output() == Framing.Output.VACANT;
        }
    }
}
