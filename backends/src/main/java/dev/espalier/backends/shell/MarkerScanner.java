package dev.espalier.backends.shell;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds a word in a stream that comes in pieces, and passes on everything before it; exactly, which is at once but for what may
 * turn out to be the word's beginning, or promptly, with a part of the word if that comes in pieces itself.
 */
final class MarkerScanner {
    private final byte[] word;
    private final int[] fallback;
    private final OutputSink.Delivery delivery;
    private int matched;

    MarkerScanner(byte[] word, OutputSink.Delivery delivery) {
        this.word = word.clone();
        this.delivery = delivery;
        this.fallback = fallbacks(word);
    }

    /** For each matched length the longest shorter one that is still matched; as Knuth, Morris and Pratt have it. */
    private static int[] fallbacks(byte[] word) {
        var fallback = new int[word.length + 1];
        var length = 0;
        for (int at = 1; at < word.length; at++) {
            while (length > 0 && word[at] != word[length]) {
                length = fallback[length];
            }
            if (word[at] == word[length]) {
                length++;
            }
            fallback[at + 1] = length;
        }
        return fallback;
    }

    /** Looks at the bytes between {@code from} and {@code to}; returns where the word has ended, or -1 if it has not. */
    int scan(byte[] bytes, int from, int to, OutputSink before) throws IOException {
        var heldBack = matched;
        var at = from;
        while (at < to) {
            if (matched == 0) {
                at = first(bytes, at, to);
                if (at == to) {
                    break;
                }
            }
            while (matched > 0 && bytes[at] != word[matched]) {
                matched = fallback[matched];
            }
            if (bytes[at] == word[matched]) {
                matched++;
            }
            at++;
            if (matched == word.length) {
                matched = 0;
                pass(bytes, from, at, heldBack, word.length, before);
                return at;
            }
        }
        pass(bytes, from, to, heldBack, matched, before);
        return -1;
    }

    private int first(byte[] bytes, int from, int to) {
        var at = from;
        while (at < to && bytes[at] != word[0]) {
            at++;
        }
        return at;
    }

    /** Passes on what was matched of earlier pieces and what is here, less the last {@code kept} bytes of all that. */
    private void pass(byte[] bytes, int from, int to, int heldBack, int kept, OutputSink before) throws IOException {
        switch (delivery) {
            case EXACT -> passExactly(bytes, from, to, heldBack, kept, before);
            case PROMPT -> {
                var isOver = kept == word.length;
                var length = isOver ? Math.max(0, to - from - kept) : to - from;
                if (length > 0) {
                    before.write(bytes, from, length);
                }
            }
        }
    }

    private void passExactly(byte[] bytes, int from, int to, int heldBack, int kept, OutputSink before)
            throws IOException {
        var length = heldBack + (to - from) - kept;
        var old = Math.min(heldBack, length);
        if (old > 0) {
            before.write(Arrays.copyOf(word, old), 0, old);
        }
        if (length > old) {
            before.write(bytes, from, length - old);
        }
    }
}
