package dev.espalier.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;
import dev.espalier.backends.spi.Options;

/** Reads the keys that one backend understands. */
final class OptionReader {
    private final ValueReader values;
    private final Path directory;

    /** @param directory what relative paths are taken from */
    OptionReader(ValueReader values, Path directory) {
        this.values = values;
        this.directory = directory;
    }

    Options read(List<OptionKey<?>> keys, Section machine) {
        var options = Options.none();
        for (var key : keys) {
            options = with(options, key, machine);
        }
        return options;
    }

    private <T> Options with(Options options, OptionKey<T> key, Section machine) {
        return machine.entry(key.name())
                .flatMap(given -> typed(key.type(), given.value(), given.path()))
                .map(value -> options.with(key, value))
                .orElse(options);
    }

    /** Every type's case reads a value of the Java type that its declaration binds {@code T} to. */
    @SuppressWarnings("unchecked")
    private <T> Optional<T> typed(OptionType<T> type, Json value, KeyPath path) {
        return (Optional<T>) switch (type) {
            case OptionType.Text text -> values.text(value, path);
            case OptionType.TextList list -> values.list(value, path, "a list of texts", values::text);
            case OptionType.Flag flag -> values.flag(value, path);
            case OptionType.WholeNumber(var least, var most) -> values.wholeNumber(value, path, least, most);
            case OptionType.FilePath file -> values.file(value, path, directory);
            case OptionType.Choice(var words) -> values.word(value, path, words);
        };
    }
}
