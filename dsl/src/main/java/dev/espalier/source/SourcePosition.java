package dev.espalier.source;

import java.util.Comparator;

/**
 * A place in a text. Both counts begin at 1.
 *
 * @param column counted in UTF-16 units; a tab is one
 */
public record SourcePosition(int line, int column) implements Comparable<SourcePosition> {
    private static final Comparator<SourcePosition> READING_ORDER = Comparator.comparingInt(SourcePosition::line)
            .thenComparingInt(SourcePosition::column);

    /** The first character of a text. */
    public static final SourcePosition START = new SourcePosition(1, 1);

    @Override
    public int compareTo(SourcePosition other) {
        return READING_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
