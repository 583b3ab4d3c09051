package dev.espalier;

import java.util.Optional;

/** What a machine shows, wherever that is looked at. */
interface View {

    /** As a PNG. */
    byte[] png();

    /** If it is a text screen that can be read exactly: its lines, without the blanks at their ends. */
    Optional<String> text();
}
