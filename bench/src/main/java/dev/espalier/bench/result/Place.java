package dev.espalier.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where figures stand in a document that somebody else has written. */
public final class Place {
    private static final String BEGIN = "<!-- written by bench/run -->";
    private static final String END = "<!-- to here -->";

    private final Path document;
    private final String before;
    private final String figures;
    private final String after;

    private Place(Path document, String text) throws IOException {
        var from = text.indexOf(BEGIN) + BEGIN.length();
        var to = text.indexOf(END, from);
        if (from < BEGIN.length() || to < 0) {
            throw new IOException(document + " has no place for results: " + BEGIN + " and " + END);
        }
        this.document = document;
        this.before = text.substring(0, from);
        this.figures = text.substring(from, to).strip();
        this.after = text.substring(to);
    }

    /**
     * Between {@value #BEGIN} and {@value #END}; if there is no such document, in one that has nothing else.
     *
     * @throws IOException also if the document has no such place
     */
    public static Place in(Path document) throws IOException {
        return new Place(document, Files.exists(document) ? Files.readString(document) : BEGIN + END);
    }

    /** What stands there now. */
    public String figures() {
        return figures;
    }

    /** Writes these there instead. */
    public void fill(String newer) throws IOException {
        Files.writeString(document, before + "\n\n" + newer + "\n" + after);
    }
}
