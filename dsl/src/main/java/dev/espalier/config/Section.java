package dev.espalier.config;

import java.util.Map;
import java.util.Optional;

import dev.espalier.source.SourcePosition;

/**
 * An object of a configuration whose keys are each there once.
 *
 * @param at      where it begins
 * @param path    the keys that lead to it
 * @param members by key, in the order of the text
 */
record Section(SourcePosition at, KeyPath path, Map<String, Json.Member> members) {
    Optional<Entry> entry(String key) {
        return Optional.ofNullable(members.get(key)).map(this::entry);
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    Entry entry(Json.Member member) {
        return new Entry(member.key(), member.at(), member.value(), path.key(member.key()));
    }

    /**
     * A key and what it was given.
     *
     * @param at where the key is; the value has a place of its own
     */
    record Entry(String key, SourcePosition at, Json value, KeyPath path) {}
}
