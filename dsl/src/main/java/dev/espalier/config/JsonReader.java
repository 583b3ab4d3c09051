package dev.espalier.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.espalier.source.SourceFile;
import dev.espalier.source.SourcePosition;

/** Reads JSON text into a tree that knows where everything was written. */
final class JsonReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonReader() {}

    /** A text that is not JSON. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient SourcePosition position;

        MalformedException(String message, SourcePosition position) {
            super(message);
            this.position = position;
        }

        SourcePosition position() {
            return position;
        }
    }

    static Json read(SourceFile source) throws MalformedException {
        try (var parser = FACTORY.createParser(source.text())) {
            if (parser.nextToken() == null) {
                throw new MalformedException("the file is empty", SourcePosition.START);
            }
            var value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedException("there is more text after the end of the object", tokenStart(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            throw new MalformedException(withoutParserDetails(e.getOriginalMessage()), location == null
                    ? SourcePosition.START
                    : new SourcePosition(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr())));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory", e);
        }
    }

    /** The value that begins at the parser's current token; afterwards the parser is at its last. */
    private static Json value(JsonParser parser) throws IOException {
        var at = tokenStart(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> struct(parser, at);
            case START_ARRAY -> array(parser, at);
            case VALUE_STRING -> new Json.Text(at, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(at, parser.getText());
            case VALUE_TRUE -> new Json.Flag(at, true);
            case VALUE_FALSE -> new Json.Flag(at, false);
            case VALUE_NULL -> new Json.Nothing(at);
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private static Json.Struct struct(JsonParser parser, SourcePosition at) throws IOException {
        var members = new ArrayList<Json.Member>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var keyAt = tokenStart(parser);
            var key = parser.currentName();
            parser.nextToken();
            members.add(new Json.Member(keyAt, key, value(parser)));
        }
        return new Json.Struct(at, members);
    }

    private static Json.Array array(JsonParser parser, SourcePosition at) throws IOException {
        var elements = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new Json.Array(at, elements);
    }

    private static SourcePosition tokenStart(JsonParser parser) {
        var location = parser.currentTokenLocation();
        return new SourcePosition(location.getLineNr(), location.getColumnNr());
    }

    /** Jackson adds where an unclosed bracket began in terms of its own buffer. */
    private static String withoutParserDetails(String message) {
        return message.replaceAll("\\s*\\([^()]*\\[Source:[^\\]]*\\][^()]*\\)", "").strip();
    }
}
