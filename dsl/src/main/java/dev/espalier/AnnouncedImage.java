package dev.espalier;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

import dev.espalier.backends.image.ImageKey;
import dev.espalier.backends.image.ImageProgress;
import dev.espalier.report.LogLevel;
import dev.espalier.report.TestEvent;

/** Says how the building of one image goes on. */
final class AnnouncedImage implements ImageProgress {
    private final InstantSource clock;
    private final Consumer<TestEvent> events;
    private Optional<ImageKey> building = Optional.empty();

    AnnouncedImage(ClusterSettings settings) {
        this.clock = settings.clock();
        this.events = settings.events();
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case WaitingForBuilder(var key, var builder) -> {
                begin(key);
                log("image " + key + " is being built by " + builder);
            }
            case Step(var key, var what) -> {
                begin(key);
                log("image " + key + ": " + what);
            }
            case Built(var key, var took) -> events.accept(
                    new TestEvent.ImageReady(clock.instant(), key.toString(), took));
        }
    }

    private void begin(ImageKey key) {
        if (!building.equals(Optional.of(key))) {
            building = Optional.of(key);
            events.accept(new TestEvent.ImageBuilding(clock.instant(), key.toString()));
        }
    }

    private void log(String text) {
        events.accept(new TestEvent.Logged(clock.instant(), Optional.empty(), LogLevel.INFO, text));
    }
}
