package dev.espalier.copy;

import dev.espalier.backends.shell.ShellWords;

/**
 * An absolute path in a guest, taken as it is.
 *
 * @param text without slashes at its end
 */
record GuestPath(String text) {

    /** @throws IllegalArgumentException if it is not absolute, or has no name at its end */
    static GuestPath of(String path) {
        var end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        var known = new GuestPath(path.substring(0, end));
        if (!path.startsWith("/") || known.text().isEmpty() || known.name().equals(".") || known.name().equals("..")) {
            throw new IllegalArgumentException(
                    "a file of a guest is named by an absolute path, not by \"" + path + "\"");
        }
        return known;
    }

    String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    GuestPath parent() {
        return new GuestPath(text.substring(0, Math.max(1, text.lastIndexOf('/'))));
    }

    GuestPath sibling(String name) {
        return new GuestPath(text.substring(0, text.lastIndexOf('/') + 1) + name);
    }

    /** As one word for a shell. */
    String word() {
        return ShellWords.quoted(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
