package dev.espalier.bench.supervision;

/** Something that supervises, and is measured at it. */
interface Contender extends AutoCloseable {

    String name();

    String version();

    /** One child is crashed as soon as it is up, so many times; the restarts all stay in the supervisor's window. */
    Restarts restarts(int count);

    /** So many idle children are started one after another, counted, and stopped together. */
    Crowd crowd(int children);

    @Override
    void close();
}
