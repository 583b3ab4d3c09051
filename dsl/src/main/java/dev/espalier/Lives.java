package dev.espalier;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.espalier.engine.MachineListener;
import dev.espalier.error.MachineDied;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.console.ConsoleLine;

/** Which machines are up, and what is to be done when one of them is started. */
final class Lives implements MachineListener {
    private final MachineListener next;
    private final Set<String> up = ConcurrentHashMap.newKeySet();
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Runnable>> atStart = new ConcurrentHashMap<>();

    /** @param next hears all of it too */
    Lives(MachineListener next) {
        this.next = next;
    }

    /** @param action returns soon */
    void atStart(String machine, Runnable action) {
        atStart.computeIfAbsent(machine, name -> new CopyOnWriteArrayList<>()).add(action);
    }

    boolean isUp(String machine) {
        return up.contains(machine);
    }

    /** Whether it has been started before, so that its disk may be another than its image. */
    boolean hasLived(String machine) {
        return started.contains(machine);
    }

    @Override
    public void starting(String machine) {
        started.add(machine);
        atStart.getOrDefault(machine, List.of()).forEach(Runnable::run);
        next.starting(machine);
    }

    @Override
    public void ready(String machine, Duration after) {
        up.add(machine);
        next.ready(machine, after);
    }

    @Override
    public void leftBehind(String machine, String process, long pid) {
        next.leftBehind(machine, process, pid);
    }

    @Override
    public void rebooting(String machine) {
        up.remove(machine);
        next.rebooting(machine);
    }

    @Override
    public void rebooted(String machine, RebootReason why, Duration after) {
        up.add(machine);
        next.rebooted(machine, why, after);
    }

    @Override
    public void said(String machine, ConsoleLine line) {
        next.said(machine, line);
    }

    @Override
    public void stopped(String machine) {
        up.remove(machine);
        next.stopped(machine);
    }

    @Override
    public void restarting(String machine, MachineDied how, Duration pause) {
        up.remove(machine);
        next.restarting(machine, how, pause);
    }

    @Override
    public void died(String machine, MachineDied how) {
        up.remove(machine);
        next.died(machine, how);
    }
}
