package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.run.TestScript;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the page for users of the NixOS test driver to what there is. */
class FromNixosTest {
    private static final Pattern WORD = Pattern.compile("`([A-Za-z_]+)`");
    private static final Pattern SNAKE = Pattern.compile("_([a-z])");

    record Row(Class<?> type, String python, List<String> java) {
        @Override
        public String toString() {
            return python;
        }

        String inJavasCase() {
            return SNAKE.matcher(python).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        }
    }

    static Stream<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        Class<?> type = Machine.class;
        for (var line : Files.readAllLines(Path.of("../docs/from-nixos.md"))) {
            if (line.equals("## The script")) {
                type = TestScript.class;
            }
            if (line.equals("## The driver")) {
                break;
            }
            if (line.startsWith("| `")) {
                var cells = line.split(" \\| ", -1);
                rows.add(new Row(type, words(cells[0]).getFirst(), words(cells[1])));
                assertThat(words(cells[1]).isEmpty()).as(line)
                        .isEqualTo(cells[1].equals("not yet") || cells[1].equals("never"));
            }
        }
        assertThat(rows).hasSizeGreaterThan(60).doesNotHaveDuplicates();
        return rows.stream();
    }

    private static List<String> words(String cell) {
        return WORD.matcher(cell).results().map(word -> word.group(1)).toList();
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("what the page names exists, and what it says is not there is not")
    void row(Row row) {
        if (row.java().isEmpty()) {
            assertThat(methods(row.type())).doesNotContain(row.inJavasCase());
        } else {
            assertThat(methods(row.type())).containsAll(row.java());
        }
    }
}
