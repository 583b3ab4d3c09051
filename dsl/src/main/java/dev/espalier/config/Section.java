package dev.espalier.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.espalier.source.SourcePosition;

/**
 * An object of a configuration whose keys are each there once.
 *
 * @param at      where it begins
 * @param path    the keys that lead to it
 * @param members by the key that a reader knows them by, in the order of the text
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

    /** The members of these keys alone, by other keys; each keeps the one that it has in the text. */
    Section renamed(Map<String, String> names) {
        var renamed = new LinkedHashMap<String, Json.Member>();
        members.forEach((key, member) -> Optional.ofNullable(names.get(key))
                .ifPresent(name -> renamed.put(name, member)));
        return new Section(at, path, renamed);
    }

    /** The same, as if no key with a null were there. */
    Section withoutNulls() {
        var others = new LinkedHashMap<>(members);
        others.values().removeIf(member -> member.value() instanceof Json.Nothing);
        return new Section(at, path, others);
    }

    /** The same with another member. */
    Section with(String key, Json.Member member) {
        var more = new LinkedHashMap<>(members);
        more.put(key, member);
        return new Section(at, path, more);
    }

    /**
     * A key and what it was given.
     *
     * @param at where the key is; the value has a place of its own
     */
    record Entry(String key, SourcePosition at, Json value, KeyPath path) {}
}
