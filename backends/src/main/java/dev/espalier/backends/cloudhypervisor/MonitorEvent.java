package dev.espalier.backends.cloudhypervisor;

/**
 * Something that Cloud Hypervisor says has happened.
 *
 * @param source what it happened to, such as {@code vm}
 * @param name   such as {@code rebooting}
 */
record MonitorEvent(String source, String name) {}
