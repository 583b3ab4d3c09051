package dev.espalier.bench.supervision;

/** All that is measured of a contender, once. */
record Round(Restarts few, Restarts many, Crowd crowd) {

    static Round of(Contender contender, Sizes sizes) {
        return new Round(contender.restarts(sizes.fewRestarts()), contender.restarts(sizes.manyRestarts()),
                contender.crowd(sizes.children()));
    }
}
