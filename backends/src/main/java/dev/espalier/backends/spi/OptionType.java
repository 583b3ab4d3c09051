package dev.espalier.backends.spi;

import java.nio.file.Path;
import java.util.List;

/**
 * The type of a backend's configuration key, as a configuration reader checks it.
 *
 * @param <T> the Java type of an accepted value
 */
public sealed interface OptionType<T> {

    record Text() implements OptionType<String> {}

    record TextList() implements OptionType<List<String>> {}

    record Flag() implements OptionType<Boolean> {}

    /** A whole number, both bounds included. */
    record WholeNumber(int least, int most) implements OptionType<Integer> {}

    /** A path; a relative one is taken from the configuration file's directory. */
    record FilePath() implements OptionType<Path> {}

    /** One of a few words. */
    record Choice(List<String> words) implements OptionType<String> {
        public Choice {
            words = List.copyOf(words);
        }
    }
}
