package dev.espalier.backends.spi;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that QEMU said happened.
 *
 * @param name such as {@code SHUTDOWN}
 * @param data an object, or a missing node if the event has no data
 */
public record QmpEvent(String name, JsonNode data) {}
