package dev.espalier.junit;

import java.util.Set;

import dev.espalier.ClusterSpec;

/**
 * Which machines a class of tests has, and how.
 *
 * @param restored the names of those that each test finds as the first one did
 */
record Wanted(ClusterSpec machines, Scope scope, Start start, Set<String> restored) {
    Wanted {
        restored = Set.copyOf(restored);
    }
}
