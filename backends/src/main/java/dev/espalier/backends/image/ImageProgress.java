package dev.espalier.backends.image;

import java.time.Duration;

/** Told, on the calling thread, what {@link ImageCache#get} is doing. Nothing is told of an image that is there. */
@FunctionalInterface
public interface ImageProgress {

    /** Something that a person who waits wants to know. */
    sealed interface Event {}

    /** Somebody else is building the same image; their work is awaited. */
    record WaitingForBuilder(ImageKey key, String builder) implements Event {}

    /** A part of the building begins, such as {@code fetch the kernel}. */
    record Step(ImageKey key, String what) implements Event {}

    /** The image was built. */
    record Built(ImageKey key, Duration took) implements Event {}

    void on(Event event);

    /** Listens to nothing. */
    static ImageProgress silent() {
        return event -> {};
    }
}
