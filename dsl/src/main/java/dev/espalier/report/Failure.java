package dev.espalier.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.script.ScriptPlace;

/**
 * Why a test or a subtest failed.
 *
 * @param type    the kind of failure: the simple name of what was thrown
 * @param message what was thrown says, one line or several
 * @param details what else helps to understand it, such as places in the script; may be empty
 */
public record Failure(String type, String message, String details) {

    /** @param places the script's lines that led to it, innermost first */
    public static Failure of(Throwable thrown, List<ScriptPlace> places) {
        var causes = Stream.iterate(Optional.ofNullable(thrown.getCause()), Optional::isPresent,
                cause -> cause.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(20)
                .map(cause -> "caused by " + name(cause) + ": " + cause.getMessage());
        var details = Stream.concat(places.stream().map(place -> "at " + place.render()), causes);
        return new Failure(name(thrown), Optional.ofNullable(thrown.getMessage()).orElse(name(thrown)),
                details.collect(Collectors.joining("\n")));
    }

    private static String name(Throwable thrown) {
        var name = thrown.getClass().getSimpleName();
        return name.isEmpty() ? thrown.getClass().getName() : name;
    }

    /** Message and details. */
    public String text() {
        return details.isEmpty() ? message : message + "\n" + details;
    }

    /** The first line of the message that says anything. */
    public String headline() {
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse(type);
    }
}
