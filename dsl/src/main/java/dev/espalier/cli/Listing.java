package dev.espalier.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of words that stand below each other; all have as many. */
record Listing(List<List<String>> lines) {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private static final long MEGABYTE = 1_000_000;

    /** How many bytes, for a person: in megabytes, and never none of something. */
    static String megabytes(long bytes) {
        return Math.ceilDiv(bytes, MEGABYTE) + " MB";
    }

    /** When, for a person here. */
    static String time(Instant instant) {
        return MINUTES.format(instant);
    }

    String text() {
        return lines.stream().map(this::text).collect(Collectors.joining());
    }

    private String text(List<String> line) {
        return IntStream.range(0, line.size())
                .mapToObj(column -> padded(line.get(column), column))
                .collect(Collectors.joining("  "))
                .stripTrailing() + "\n";
    }

    private String padded(String word, int column) {
        var width = lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
        return word + " ".repeat(width - word.length());
    }
}
