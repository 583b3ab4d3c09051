package dev.espalier.config;

import java.util.List;

import dev.espalier.source.SourcePosition;

/** A JSON value and where it begins. */
sealed interface Json {
    SourcePosition at();

    record Text(SourcePosition at, String value) implements Json {}

    /** A number as it was written. */
    record Numeral(SourcePosition at, String value) implements Json {}

    record Flag(SourcePosition at, boolean value) implements Json {}

    record Nothing(SourcePosition at) implements Json {}

    record Array(SourcePosition at, List<Json> elements) implements Json {}

    /** The members in the order of the text; a key may be there twice. */
    record Struct(SourcePosition at, List<Member> members) implements Json {}

    record Member(SourcePosition at, String key, Json value) {}

    /** The kind of value this is, in a person's words. */
    default String kind() {
        return switch (this) {
            case Text text -> "a text";
            case Numeral numeral -> "a number";
            case Flag flag -> "true or false";
            case Nothing nothing -> "null";
            case Array array -> "a list";
            case Struct struct -> "an object";
        };
    }

    /** The value as a person would write it, shortened. */
    default String shown() {
        return switch (this) {
            case Text text -> "\"" + text.value + "\"";
            case Numeral numeral -> numeral.value;
            case Flag flag -> String.valueOf(flag.value);
            case Nothing nothing -> "null";
            case Array array -> array.elements.isEmpty() ? "[]" : "[…]";
            case Struct struct -> struct.members.isEmpty() ? "{}" : "{…}";
        };
    }
}
