package dev.espalier.report;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What nobody is to read in what is told of a run: events, reports and console logs have {@value #HIDDEN} in its place. What a
 * program makes of a secret, such as its base64, is another one. Safe for use by several threads.
 */
public final class Secrets {
    /** Stands for each secret. */
    public static final String HIDDEN = "[redacted]";

    private final AtomicReference<List<String>> longestFirst = new AtomicReference<>(List.of());

    /**
     * Hides {@code secret} from now on. If it has several lines, each of them is hidden where it stands alone.
     *
     * @throws IllegalArgumentException if there is nothing in it that could be hidden
     */
    public void add(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("a secret is not blank");
        }
        var added = Stream.concat(Stream.of(secret), secret.lines().map(String::strip).filter(line -> !line.isEmpty()))
                .toList();
        longestFirst.updateAndGet(before -> Stream.concat(before.stream(), added.stream())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text without the secrets that there are so far. */
    public String hiddenIn(String text) {
        var hidden = text;
        for (var secret : longestFirst.get()) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    /** The event without the secrets that there are so far. */
    public TestEvent hiddenIn(TestEvent event) {
        return longestFirst.get().isEmpty() ? event : EventTexts.changed(event, this::hiddenIn);
    }
}
