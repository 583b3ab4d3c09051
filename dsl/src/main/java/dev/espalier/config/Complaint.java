package dev.espalier.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.espalier.source.SourcePosition;

/** What can be wrong with a configuration. */
public sealed interface Complaint {

    /**
     * @param reason   what the operating system says, or what kind of file was found instead
     * @param expected what should have been there
     */
    record Unreadable(Path file, String reason, String expected) implements Complaint {}

    record MalformedJson(String reason) implements Complaint {}

    /** @param nearest the known key that was probably meant */
    record UnknownKey(String key, List<String> known, Optional<String> nearest) implements Complaint {}

    /** @param backends the backends that know this key of a machine whose own backend does not */
    record KeyOfAnotherBackend(String key, String backend, List<String> backends) implements Complaint {}

    record DuplicateKey(String key, SourcePosition first) implements Complaint {}

    record MissingKey(String key, String meaning) implements Complaint {}

    /**
     * A value of the wrong kind, or outside of what is allowed.
     *
     * @param value    as it was written, shortened
     * @param expected what would have been right
     * @param nearest  the allowed word that was probably meant
     */
    record UnexpectedValue(String value, String expected, Optional<String> nearest) implements Complaint {}

    /** Two machines that cannot be told apart by {@code what}, such as a script's variable. */
    record Ambiguous(String machine, String other, String what) implements Complaint {}

    record UndeclaredNetwork(int vlan, List<Integer> declared) implements Complaint {}

    /** A key without effect beside another, which decides what it is about. */
    record DecidedElsewhere(String key, String decider) implements Complaint {}

    /** Something that another driver or a later version understands. */
    record NotSupportedYet(String what, String instead) implements Complaint {}

    /** A key of another driver's configuration whose meaning cannot be had here. */
    record NotRead(String key, String why, String instead) implements Complaint {}

    /** One sentence without a full stop. */
    default String sentence() {
        return switch (this) {
            case Unreadable(var file, var reason, var expected) ->
                file + " cannot be read: " + reason + "; expected " + expected;
            case MalformedJson(var reason) -> "this is not JSON: " + reason;
            case UnknownKey(var key, var known, var nearest) ->
                "there is no key \"" + key + "\"" + nearest.map(Complaint::didYouMean)
                        .orElse("; the keys here are " + String.join(", ", known));
            case KeyOfAnotherBackend(var key, var backend, var backends) -> "\"" + key + "\" is a key of "
                    + String.join(", ", backends) + ", and this machine's backend is " + backend;
            case DuplicateKey(var key, var first) -> "the key \"" + key + "\" was already given at " + first;
            case MissingKey(var key, var meaning) -> "the key \"" + key + "\" is missing: " + meaning;
            case UnexpectedValue(var value, var expected, var nearest) ->
                "expected " + expected + ", not " + value + nearest.map(Complaint::didYouMean).orElse("");
            case Ambiguous(var machine, var other, var what) ->
                "the machines \"" + other + "\" and \"" + machine + "\" have the same " + what;
            case UndeclaredNetwork(var vlan, var declared) ->
                "VLAN " + vlan + " is not one of the top-level vlans, which are "
                        + (declared.isEmpty() ? "none" : declared);
            case DecidedElsewhere(var key, var decider) ->
                "\"" + key + "\" has no effect: \"" + decider + "\" decides that";
            case NotRead(var key, var why, var instead) -> "\"" + key + "\" is not read: " + why + "; " + instead;
            case NotSupportedYet(var what, var instead) -> what + " not supported yet by this version: " + instead;
        };
    }

    private static String didYouMean(String word) {
        return "; did you mean \"" + word + "\"?";
    }
}
