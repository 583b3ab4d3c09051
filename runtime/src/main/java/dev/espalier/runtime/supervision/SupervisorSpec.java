package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A supervisor's flags and its static children, in start order. A supervisor whose spec has an {@link #error()} ends
 * with {@link ExitReason.InvalidSpec} instead of starting.
 *
 * @param children ids are unique; significant children need an {@code autoShutdown} that heeds them and must not
 *        be permanent
 */
public record SupervisorSpec(RestartStrategy strategy, RestartIntensity intensity, AutoShutdown autoShutdown,
        List<ChildSpec> children) {

    public SupervisorSpec {
        children = List.copyOf(children);
    }

    /** A supervisor with OTP's defaults: one restart in 5 s, no automatic shutdown. */
    public static SupervisorSpec of(RestartStrategy strategy, ChildSpec... children) {
        return new SupervisorSpec(strategy, RestartIntensity.DEFAULT, AutoShutdown.NEVER, List.of(children));
    }

    public static SupervisorSpec oneForOne(ChildSpec... children) {
        return of(RestartStrategy.ONE_FOR_ONE, children);
    }

    public static SupervisorSpec oneForAll(ChildSpec... children) {
        return of(RestartStrategy.ONE_FOR_ALL, children);
    }

    public static SupervisorSpec restForOne(ChildSpec... children) {
        return of(RestartStrategy.REST_FOR_ONE, children);
    }

    public SupervisorSpec intensity(RestartIntensity intensity) {
        return new SupervisorSpec(strategy, intensity, autoShutdown, children);
    }

    public SupervisorSpec autoShutdown(AutoShutdown autoShutdown) {
        return new SupervisorSpec(strategy, intensity, autoShutdown, children);
    }

    /** The same supervisor with one more child, which starts last. */
    public SupervisorSpec child(ChildSpec child) {
        return children(List.of(child));
    }

    /** The same supervisor with more children, which start last, in this order. */
    public SupervisorSpec children(List<ChildSpec> last) {
        List<ChildSpec> more = new ArrayList<>(children);
        more.addAll(last);
        return new SupervisorSpec(strategy, intensity, autoShutdown, more);
    }

    /** What a supervisor would find wrong with this, if anything: as OTP's {@code check_childspecs}, and the flags. */
    public Optional<SpecError> error() {
        Optional<SpecError> error = intensity.error();
        Set<String> ids = new HashSet<>();
        for (ChildSpec child : children) {
            error = error.or(() -> child.error(autoShutdown))
                    .or(() -> ids.add(child.id())
                            ? Optional.empty()
                            : Optional.of(new SpecError.DuplicateChildName(child.id())));
        }
        return error;
    }
}
