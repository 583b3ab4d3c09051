package dev.espalier.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import dev.espalier.source.Spelling;

/** Reads single values of a configuration; a wrong one is a problem and an empty result. */
final class ValueReader {
    private final Problems problems;

    ValueReader(Problems problems) {
        this.problems = problems;
    }

    Optional<String> text(Json value, KeyPath path) {
        return value instanceof Json.Text text ? Optional.of(text.value()) : wrong(value, path, "a text");
    }

    Optional<Boolean> flag(Json value, KeyPath path) {
        return value instanceof Json.Flag flag ? Optional.of(flag.value()) : wrong(value, path, "true or false");
    }

    /** Both bounds are included. */
    Optional<Integer> wholeNumber(Json value, KeyPath path, int least, int most) {
        var number = value instanceof Json.Numeral numeral ? parse(numeral) : Optional.<Integer>empty();
        return number.filter(n -> n >= least && n <= most)
                .or(() -> wrong(value, path, "a whole number from " + least + " to " + most));
    }

    private static Optional<Integer> parse(Json.Numeral numeral) {
        try {
            return Optional.of(Integer.parseInt(numeral.value()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Optional<String> word(Json value, KeyPath path, List<String> words) {
        var given = value instanceof Json.Text text ? text.value() : "";
        if (words.contains(given)) {
            return Optional.of(given);
        }
        problems.add(value.at(), path,
                new Complaint.UnexpectedValue(value.shown(), "one of " + String.join(", ", words),
                        Spelling.nearest(given, words)));
        return Optional.empty();
    }

    /** Each element as {@code element} reads it; those that are wrong are left out, with a problem each. */
    <T> Optional<List<T>> list(Json value, KeyPath path, String expected,
            BiFunction<Json, KeyPath, Optional<T>> element) {
        if (!(value instanceof Json.Array array)) {
            return wrong(value, path, expected);
        }
        var elements = new ArrayList<T>();
        for (var i = 0; i < array.elements().size(); i++) {
            element.apply(array.elements().get(i), path.element(i)).ifPresent(elements::add);
        }
        return Optional.of(elements);
    }

    /** A key given twice is a problem, and the first one counts. */
    Optional<Section> section(Json value, KeyPath path) {
        if (!(value instanceof Json.Struct struct)) {
            return wrong(value, path, "an object");
        }
        Map<String, Json.Member> members = new LinkedHashMap<>();
        for (var member : struct.members()) {
            var before = members.putIfAbsent(member.key(), member);
            if (before != null) {
                problems.add(member.at(), path.key(member.key()),
                        new Complaint.DuplicateKey(member.key(), before.at()));
            }
        }
        return Optional.of(new Section(struct.at(), path, members));
    }

    void rejectUnknown(Section section, List<String> known) {
        for (var key : section.members().values()) {
            if (!known.contains(key.key())) {
                problems.add(key.at(), section.path().key(key.key()),
                        new Complaint.UnknownKey(key.key(), known, Spelling.nearest(key.key(), known)));
            }
        }
    }

    <T> Optional<T> wrong(Json value, KeyPath path, String expected) {
        problems.add(value.at(), path, new Complaint.UnexpectedValue(value.shown(), expected, Optional.empty()));
        return Optional.empty();
    }

    /** @param directory what a relative path is taken from */
    Optional<Path> file(Json value, KeyPath path, Path directory) {
        return text(value, path).flatMap(name -> {
            try {
                return Optional.of(directory.resolve(name));
            } catch (InvalidPathException e) {
                return wrong(value, path, "a path");
            }
        });
    }
}
