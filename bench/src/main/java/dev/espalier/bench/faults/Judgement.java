package dev.espalier.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether a run ended as it has to, after what was done to it. Pure. */
record Judgement(Plan plan, Observation seen) {
    private static final Set<Integer> DEFINED = Set.of(0, 1, 2, 3);

    /** A death is noticed a little after it, and the script may be through by then. */
    private static final Duration NOTICED = Duration.ofMillis(500);

    List<String> wrongs() {
        var wrongs = new ArrayList<>(seen.left());
        if (seen.exit().isEmpty()) {
            wrongs.add("it did not end");
            return wrongs;
        }
        var exit = seen.exit().get();
        if (exit == 0 && seen.through().isEmpty()) {
            wrongs.add("it passed, and its script was not through");
        }
        ofFault(exit, wrongs);
        return wrongs;
    }

    private void ofFault(int exit, List<String> wrongs) {
        switch (plan.fault()) {
            case Fault.Nothing nothing -> mustPass(exit, wrongs);
            case Fault.StandsStill pause -> mustPass(exit, wrongs);
            case Fault.HostStandsStill pause -> mustPass(exit, wrongs);
            case Fault.Garbage garbage -> mustPass(exit, wrongs);
            case Fault.FewFiles few -> defined(exit, wrongs);
            case Fault.SmallDisk small -> defined(exit, wrongs);
            case Fault.Ends(var signal, var target, var after) -> {
                var role = seen.hit().map(Observation.Hit::role).orElse(Observation.Role.OTHER);
                switch (role) {
                    case JVM -> {
                        if (exit != signal.status() && !(exit == 0 && seen.through().isPresent())) {
                            wrongs.add("its JVM got SIG" + signal + ", and it exited with " + exit);
                        }
                    }
                    case VITAL -> {
                        defined(exit, wrongs);
                        if (exit == 0 && seen.lostBefore(NOTICED)) {
                            wrongs.add("it passed, and a machine was lost");
                        }
                    }
                    case OTHER -> defined(exit, wrongs);
                }
            }
        }
    }

    private static void mustPass(int exit, List<String> wrongs) {
        if (exit != 0) {
            wrongs.add("nothing was lost, and it exited with " + exit);
        }
    }

    private static void defined(int exit, List<String> wrongs) {
        if (!DEFINED.contains(exit)) {
            wrongs.add("it exited with " + exit);
        }
    }
}
