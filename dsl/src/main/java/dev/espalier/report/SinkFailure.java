package dev.espalier.report;

/** A report that is missing or incomplete. */
public record SinkFailure(String sink, Exception cause) {

    /** One sentence for a person. */
    public String sentence() {
        return "the report " + sink + " is incomplete: " + cause.getMessage();
    }
}
