package dev.espalier;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** The conditions that a test wants to hold at the moment. */
final class Conditions {
    private final List<PollingCondition> wanted = new CopyOnWriteArrayList<>();
    private final ReentrantLock checking = new ReentrantLock();

    void add(PollingCondition condition) {
        wanted.add(condition);
    }

    void remove(PollingCondition condition) {
        wanted.remove(condition);
    }

    /**
     * Looks whether those whose time has come still hold. What a condition itself has done on a machine does not come here
     * again, and while one thread looks, the others go on.
     */
    void check() {
        if (wanted.isEmpty() || checking.isHeldByCurrentThread() || !checking.tryLock()) {
            return;
        }
        try {
            wanted.forEach(PollingCondition::checkIfDue);
        } finally {
            checking.unlock();
        }
    }
}
