package dev.espalier.terminal;

/** How many lines a terminal has, and how many characters each. */
public record TerminalSize(int rows, int columns) {
    public TerminalSize {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("no size of a terminal: " + rows + " by " + columns);
        }
    }
}
