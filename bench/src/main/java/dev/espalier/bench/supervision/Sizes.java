package dev.espalier.bench.supervision;

/**
 * How much is measured.
 *
 * @param rounds each of which measures everything once, one contender after the other
 * @param warmUps rounds before these that do not count
 * @param fewRestarts in the window of one supervisor
 * @param manyRestarts the same, to see whether their number matters
 * @param children of one dynamic supervisor
 */
record Sizes(int rounds, int warmUps, int fewRestarts, int manyRestarts, int children) {

    static final Sizes QUICK = new Sizes(3, 3, 1_000, 20_000, 100_000);
    static final Sizes FULL = new Sizes(9, 5, 1_000, 20_000, 100_000);
}
