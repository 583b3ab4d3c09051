package dev.espalier.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Markdown text, as far as its fenced blocks go. */
record Markdown(String text) {
    private static final String FENCE = "```";

    /**
     * @param language the word after the fence; may be empty
     * @param lines    without indentation
     */
    record Block(String language, List<String> lines) {

        /** Whether these lines stand in {@code file}, one after the other, however far indented. */
        boolean isQuotedFrom(String file) {
            return stripped(file).contains(String.join("\n", lines));
        }
    }

    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        var open = Optional.<Block>empty();
        for (var line : stripped(text).lines().toList()) {
            if (!line.startsWith(FENCE)) {
                open.ifPresent(block -> block.lines().add(line));
            } else if (open.isPresent()) {
                blocks.add(open.get());
                open = Optional.empty();
            } else {
                open = Optional.of(new Block(line.substring(FENCE.length()), new ArrayList<>()));
            }
        }
        return blocks;
    }

    Stream<Block> blocks(String language) {
        return blocks().stream().filter(block -> block.language().equals(language));
    }

    private static String stripped(String text) {
        return String.join("\n", text.lines().map(String::strip).toList());
    }
}
