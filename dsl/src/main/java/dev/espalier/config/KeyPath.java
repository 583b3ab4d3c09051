package dev.espalier.config;

/** The keys that lead to a value, such as {@code vms.web.vlans[1]}. */
record KeyPath(String text) {
    static final KeyPath ROOT = new KeyPath("");

    KeyPath key(String key) {
        return new KeyPath(text.isEmpty() ? key : text + "." + key);
    }

    KeyPath element(int index) {
        return new KeyPath(text + "[" + index + "]");
    }

    @Override
    public String toString() {
        return text;
    }
}
