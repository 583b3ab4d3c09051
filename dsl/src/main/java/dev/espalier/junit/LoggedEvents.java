package dev.espalier.junit;

import dev.espalier.report.EventSink;
import dev.espalier.report.LogLevel;
import dev.espalier.report.TestEvent;
import org.slf4j.Logger;

/** Puts what a person should know while tests run into the log of the program that runs them. */
record LoggedEvents(Logger log) implements EventSink {

    @Override
    public String name() {
        return "the log";
    }

    @Override
    public void accept(TestEvent event) {
        switch (event) {
            case TestEvent.ImageBuilding building -> log.info("building the image {}", building.image());
            case TestEvent.Logged logged when logged.level() == LogLevel.ERROR -> log.error("{}", text(logged));
            case TestEvent.Logged logged when logged.level() == LogLevel.WARNING -> log.warn("{}", text(logged));
            case TestEvent.Logged logged when logged.level() == LogLevel.INFO -> log.info("{}", text(logged));
            case TestEvent.MachineDied died -> log.error("{}", died.why());
            default -> log.debug("{}", event);
        }
    }

    private static String text(TestEvent.Logged logged) {
        return logged.machine().map(machine -> machine + ": ").orElse("") + logged.text();
    }

    @Override
    public void close() {}
}
