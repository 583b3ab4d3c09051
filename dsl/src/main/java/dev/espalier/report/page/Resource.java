package dev.espalier.report.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a page that is always the same. */
public record Resource(String text) {
    private static final Pattern HOLE = Pattern.compile("\\{\\{([a-z]+)}}");

    /** @param name of a file beside this class: of a run's page */
    public static Resource named(String name) {
        return beside(Resource.class, name);
    }

    /** @param name of a file beside that class */
    public static Resource beside(Class<?> owner, String name) {
        try (var bytes = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
            return new Resource(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a content security policy allows this text by. */
    public String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The text as HTML of our own. */
    public Markup markup() {
        return new Markup(text);
    }

    /** @param values by the names of the holes, which are written {@code {{name}}} */
    public Markup filled(Map<String, Markup> values) {
        return new Markup(HOLE.matcher(text)
                .replaceAll(hole -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(hole.group(1)),
                        hole.group()).html())));
    }
}
