package dev.espalier.report.page;

import dev.espalier.report.page.Span.Kind;

/** Words for what took time. */
final class SpanWords {
    private SpanWords() {}

    static String oneLine(Span span) {
        return span.label().strip().replaceAll("\\s+", " ");
    }

    /** What goes before its label, with a blank behind it; nothing if the label says it. */
    static String before(Kind kind) {
        return switch (kind) {
            case IMAGE, BOOT, UP -> "";
            case SUBTEST -> "subtest ";
            case FAULT -> "links: ";
            case COMMAND -> "command ";
            case WAIT -> "wait for ";
        };
    }

    /** How it ended; empty if that goes without saying. */
    static String ending(Span span) {
        var word = switch (span.outcome()) {
            case DONE, NONZERO -> "";
            case FAILED -> "failed";
            case GIVEN_UP -> "given up";
            case UNENDED -> span.kind() == Kind.UP || span.kind() == Kind.FAULT ? "" : "did not end";
        };
        return span.detail().isEmpty() ? word : span.detail();
    }

    /** What stands in front of it, so that its colour is not all that tells. */
    static String symbol(Span span) {
        return switch (span.outcome()) {
            case DONE -> "";
            case NONZERO -> "≠0 ";
            case FAILED -> "✗ ";
            case GIVEN_UP -> "⊘ ";
            case UNENDED -> span.kind() == Kind.UP || span.kind() == Kind.FAULT ? "" : "… ";
        };
    }

    /** The style's name of a kind. */
    static String tone(Span span) {
        var kind = switch (span.kind()) {
            case IMAGE -> "image";
            case SUBTEST -> "subtest";
            case BOOT -> "boot";
            case UP -> "up";
            case FAULT -> "fault";
            case COMMAND -> "command";
            case WAIT -> "wait";
        };
        var outcome = switch (span.outcome()) {
            case DONE -> "done";
            case NONZERO -> "nonzero";
            case FAILED -> "failed";
            case GIVEN_UP -> "given-up";
            case UNENDED -> "unended";
        };
        return kind + " " + outcome;
    }
}
