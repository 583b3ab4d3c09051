package dev.espalier.bench.rival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a rival's test wrote: lines of a name and a number.
 *
 * @param firstCommand seconds from the order to start until the first command was done
 * @param commands     seconds that each of the others took
 * @param output       seconds that the output took; none if not all of it came
 */
public record RivalFigures(double firstCommand, List<Double> commands, OptionalDouble output) {

    /**
     * @param bytes of the output
     * @throws IOException if it is not such a file
     */
    public static RivalFigures read(Path file, long bytes) throws IOException {
        var first = OptionalDouble.empty();
        var commands = new ArrayList<Double>();
        var output = OptionalDouble.empty();
        var arrived = -1L;
        for (var line : Files.readAllLines(file)) {
            var words = line.split(" ", 2);
            try {
                switch (words[0]) {
                    case "first" -> first = OptionalDouble.of(Double.parseDouble(words[1]));
                    case "command" -> commands.add(Double.parseDouble(words[1]));
                    case "output" -> output = OptionalDouble.of(Double.parseDouble(words[1]));
                    case "bytes" -> arrived = Long.parseLong(words[1]);
                    default -> throw new IOException(file + " has a line that says: " + line);
                }
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException(file + " has a line that says: " + line, e);
            }
        }
        if (first.isEmpty() || commands.isEmpty()) {
            throw new IOException(file + " has not all figures");
        }
        return new RivalFigures(first.getAsDouble(), List.copyOf(commands),
                arrived == bytes ? output : OptionalDouble.empty());
    }
}
