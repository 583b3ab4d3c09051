package dev.espalier;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.espalier.backends.spi.EfiVariable;
import dev.espalier.backends.spi.QmpEvent;
import dev.espalier.command.CommandResult;
import dev.espalier.guest.Console;
import dev.espalier.guest.Desktop;
import dev.espalier.guest.Files;
import dev.espalier.guest.Guest;
import dev.espalier.guest.Sockets;
import dev.espalier.guest.Systemd;
import dev.espalier.guest.Tty;

/**
 * What users of the NixOS test driver know by name, and where it is. A wait lasts at most {@link Guest#DEFAULT_TIMEOUT}
 * unless it is told.
 */
public sealed interface ShortForms permits Machine {

    Systemd systemd();

    Files files();

    Sockets sockets();

    Tty tty();

    Desktop desktop();

    Console console();

    /** Its own, or, if it has none, what its guest shows. */
    MachineScreen screen();

    /** @throws dev.espalier.error.MissingCapability if it has none; as from all that needs it */
    MachineKeyboard keyboard();

    /** @throws dev.espalier.error.MissingCapability if it has no UEFI; as from all that needs one */
    MachineEfiVariables efiVariables();

    /** @throws dev.espalier.error.MissingCapability if it is none of QEMU's; as from all that needs it */
    QemuControl qemu();

    default void waitForUnit(String unit) {
        systemd().waitForUnit(unit);
    }

    default void waitForUnit(String unit, Duration timeout) {
        systemd().waitForUnit(unit, timeout);
    }

    default void waitForUnit(String unit, String user) {
        systemd().ofUser(user).waitForUnit(unit);
    }

    default void waitForUnit(String unit, String user, Duration timeout) {
        systemd().ofUser(user).waitForUnit(unit, timeout);
    }

    /** As {@link Systemd#switchRoot}, for at most {@link Guest#DEFAULT_TIMEOUT}. */
    default void switchRoot() {
        systemd().switchRoot(Guest.DEFAULT_TIMEOUT);
    }

    default CommandResult systemctl(String arguments) {
        return systemd().systemctl(arguments);
    }

    default CommandResult systemctl(String arguments, String user) {
        return systemd().ofUser(user).systemctl(arguments);
    }

    default Map<String, String> getUnitInfo(String unit) {
        return systemd().getUnitInfo(unit);
    }

    default Map<String, String> getUnitInfo(String unit, String user) {
        return systemd().ofUser(user).getUnitInfo(unit);
    }

    default String getUnitProperty(String unit, String property) {
        return systemd().getUnitProperty(unit, property);
    }

    default String getUnitProperty(String unit, String property, String user) {
        return systemd().ofUser(user).getUnitProperty(unit, property);
    }

    /** Wants a unit to be active. */
    default void requireUnitState(String unit) {
        systemd().requireUnitState(unit, "active");
    }

    default void requireUnitState(String unit, String state) {
        systemd().requireUnitState(unit, state);
    }

    default CommandResult startJob(String unit) {
        return systemd().startJob(unit);
    }

    default CommandResult startJob(String unit, String user) {
        return systemd().ofUser(user).startJob(unit);
    }

    default CommandResult stopJob(String unit) {
        return systemd().stopJob(unit);
    }

    default CommandResult stopJob(String unit, String user) {
        return systemd().ofUser(user).stopJob(unit);
    }

    default String journal() {
        return systemd().journal();
    }

    default String journal(String unit) {
        return systemd().journal(unit);
    }

    default String journal(String unit, int lines) {
        return systemd().journal(unit, lines);
    }

    default void waitForFile(String path) {
        files().waitForFile(path, Guest.DEFAULT_TIMEOUT);
    }

    default void waitForFile(String path, Duration timeout) {
        files().waitForFile(path, timeout);
    }

    default void waitForOpenPort(int port) {
        sockets().waitForOpenPort(port, Sockets.SELF, Guest.DEFAULT_TIMEOUT);
    }

    default void waitForOpenPort(int port, Duration timeout) {
        sockets().waitForOpenPort(port, Sockets.SELF, timeout);
    }

    default void waitForOpenPort(int port, String address) {
        sockets().waitForOpenPort(port, address, Guest.DEFAULT_TIMEOUT);
    }

    default void waitForOpenPort(int port, String address, Duration timeout) {
        sockets().waitForOpenPort(port, address, timeout);
    }

    default void waitForClosedPort(int port) {
        sockets().waitForClosedPort(port, Sockets.SELF, Guest.DEFAULT_TIMEOUT);
    }

    default void waitForClosedPort(int port, Duration timeout) {
        sockets().waitForClosedPort(port, Sockets.SELF, timeout);
    }

    default void waitForClosedPort(int port, String address) {
        sockets().waitForClosedPort(port, address, Guest.DEFAULT_TIMEOUT);
    }

    default void waitForClosedPort(int port, String address, Duration timeout) {
        sockets().waitForClosedPort(port, address, timeout);
    }

    default void waitForOpenUnixSocket(String path) {
        sockets().waitForOpenUnixSocket(path, Guest.DEFAULT_TIMEOUT);
    }

    default void waitForOpenUnixSocket(String path, Duration timeout) {
        sockets().waitForOpenUnixSocket(path, timeout);
    }

    default void waitForOpenDatagramSocket(String path) {
        sockets().waitForOpenDatagramSocket(path, Guest.DEFAULT_TIMEOUT);
    }

    default void waitForOpenDatagramSocket(String path, Duration timeout) {
        sockets().waitForOpenDatagramSocket(path, timeout);
    }

    default String getTtyText(int tty) {
        return tty().text(tty);
    }

    default void waitUntilTtyMatches(int tty, String regex) {
        tty().waitUntilMatches(tty, regex, Guest.DEFAULT_TIMEOUT);
    }

    default void waitUntilTtyMatches(int tty, String regex, Duration timeout) {
        tty().waitUntilMatches(tty, regex, timeout);
    }

    default void dumpTtyContents(int tty) {
        tty().dump(tty);
    }

    default void waitForX() {
        desktop().waitForX(Guest.DEFAULT_TIMEOUT);
    }

    default void waitForX(Duration timeout) {
        desktop().waitForX(timeout);
    }

    default List<String> getWindowNames() {
        return desktop().windowNames();
    }

    default void waitForWindow(String regex) {
        desktop().waitForWindow(regex, Guest.DEFAULT_TIMEOUT);
    }

    default void waitForWindow(String regex, Duration timeout) {
        desktop().waitForWindow(regex, timeout);
    }

    /** As {@link Console#text}. */
    default String consoleLog() {
        return console().text();
    }

    default String waitForConsoleText(String regex) {
        return console().waitForText(regex, Guest.DEFAULT_TIMEOUT);
    }

    default String waitForConsoleText(String regex, Duration timeout) {
        return console().waitForText(regex, timeout);
    }

    /** As {@link MachineScreen#screenshot}. */
    default Path screenshot(String file) {
        return screen().screenshot(file);
    }

    /** As {@link MachineScreen#text}. */
    default String getScreenText() {
        return screen().text();
    }

    /** As {@link MachineScreen#textVariants}. */
    default List<String> getScreenTextVariants() {
        return screen().textVariants();
    }

    /** As {@link QemuControl#monitor}. */
    default String sendMonitorCommand(String command) {
        return qemu().monitor(command);
    }

    /** As {@link QemuControl#waitForEvent}, for at most ten minutes, as in the NixOS test driver. */
    default QmpEvent waitForQmpEvent(Predicate<QmpEvent> wanted) {
        return qemu().waitForEvent(wanted, Duration.ofMinutes(10));
    }

    /** As {@link QemuControl#waitForEvent}. */
    default QmpEvent waitForQmpEvent(Predicate<QmpEvent> wanted, Duration timeout) {
        return qemu().waitForEvent(wanted, timeout);
    }

    default void waitForText(String regex) {
        screen().waitForText(regex);
    }

    default void waitForText(String regex, Duration timeout) {
        screen().waitForText(regex, timeout);
    }

    /** As {@link MachineEfiVariables#create}. */
    default void createEfiVars() {
        efiVariables().create();
    }

    /** As {@link MachineEfiVariables#write}. */
    default void writeEfiVars(List<EfiVariable> variables) {
        efiVariables().write(variables);
    }

    /** As {@link MachineEfiVariables#read}. */
    default List<EfiVariable> readEfiVars() {
        return efiVariables().read();
    }

    /** As {@link MachineEfiVariables#dump}. */
    default void dumpEfiVars() {
        efiVariables().dump();
    }

    /** As {@link MachineKeyboard#sendKey}. */
    default void sendKey(String chord) {
        keyboard().sendKey(chord);
    }

    /** As {@link MachineKeyboard#sendChars}. */
    default void sendChars(String text) {
        keyboard().sendChars(text);
    }
}
