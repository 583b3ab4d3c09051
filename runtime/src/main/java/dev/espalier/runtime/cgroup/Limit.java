package dev.espalier.runtime.cgroup;

/** How much of something all processes of a {@link ControlGroup} may have together. */
public sealed interface Limit {

    /**
     * The memory that they use, with what the kernel keeps for them of files; who asks for more is killed.
     *
     * @param bytes at least one page
     */
    record Memory(long bytes) implements Limit {}

    /**
     * How many there may be, threads included; who starts more is told that there are too many.
     *
     * @param most at least one
     */
    record Processes(int most) implements Limit {}

    /**
     * How many processors they may keep busy; who wants more waits for a part of each tenth of a second.
     *
     * @param number at least one
     */
    record Processors(int number) implements Limit {}

    /** What the kernel calls who enforces it. */
    default String controller() {
        return switch (this) {
            case Memory memory -> "memory";
            case Processes processes -> "pids";
            case Processors processors -> "cpu";
        };
    }
}
