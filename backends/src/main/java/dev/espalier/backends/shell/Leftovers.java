package dev.espalier.backends.shell;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Processes that a command has left behind and that still hold its outputs: what they say there, nobody hears. */
final class Leftovers {

    private final Set<LeftBehind> told = new HashSet<>();

    /**
     * The command that looks for them, if there is a lane on which nothing runs. A resident bash has its lane's ports open
     * as 4 and 5. Most processes have no device for an output, which is quickly seen.
     */
    Optional<String> look(List<Long> idlePids) {
        if (idlePids.isEmpty()) {
            return Optional.empty();
        }
        var residents = idlePids.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return Optional.of("""
                { for p in /proc/[0-9]*; do [ -c $p/fd/1 ] || [ -c $p/fd/2 ] || continue
                for r in %s; do [ $p != /proc/$r ] && { [ $p/fd/1 -ef /proc/$r/fd/4 ] || [ $p/fd/2 -ef /proc/$r/fd/5 ]; } &&
                read -r n <$p/comm && echo "${p#/proc/} $n"; done; done; } 2>/dev/null; :""".formatted(residents));
    }

    /** The command that looks for processes in the groups of commands that are over, if there are any. */
    Optional<String> inGroups(List<Long> groups) {
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        var alternatives = groups.stream().map(String::valueOf).collect(Collectors.joining("|"));
        return Optional.of("""
                { for p in /proc/[0-9]*; do read -r s <$p/stat && read -r n <$p/comm || continue
                set -- ${s##*) }; case $3 in %s) echo "${p#/proc/} $n"; esac; done; } 2>/dev/null; :"""
                .formatted(alternatives));
    }

    /** Those that were found, unless they have been before. */
    List<LeftBehind> news(String said) {
        return said.lines().map(Leftovers::parse).filter(told::add).toList();
    }

    private static LeftBehind parse(String line) {
        var end = line.indexOf(' ');
        return new LeftBehind(Long.parseLong(line.substring(0, end)), line.substring(end + 1));
    }
}
