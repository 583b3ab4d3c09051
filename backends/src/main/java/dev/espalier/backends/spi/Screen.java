package dev.espalier.backends.spi;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A screen that can be looked at without the guest's help. */
public interface Screen extends Capability {

    /** What it shows, as a PNG. */
    CompletionStage<byte[]> png();

    /** What it shows if that is a text screen: its lines, exactly, without the blanks at their ends. Else nothing. */
    CompletionStage<Optional<String>> text();
}
