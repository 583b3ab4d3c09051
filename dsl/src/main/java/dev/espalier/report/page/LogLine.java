package dev.espalier.report.page;

import java.time.Instant;
import java.util.Optional;

import dev.espalier.report.LogLevel;

/** @param machine whose it is; none if the test says it */
record LogLine(Instant at, Optional<String> machine, LogLevel level, String text) {}
