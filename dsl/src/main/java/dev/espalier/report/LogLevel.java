package dev.espalier.report;

public enum LogLevel {
    DEBUG,
    INFO,
    WARNING,
    ERROR
}
