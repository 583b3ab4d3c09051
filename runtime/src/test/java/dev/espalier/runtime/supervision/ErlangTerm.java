package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reasons and counts, written as Erlang writes them. */
final class ErlangTerm {

    private static final Pattern SHUTDOWN = Pattern.compile("\\{shutdown,(.*)}");

    private ErlangTerm() {}

    static String of(ExitReason reason) {
        return switch (reason) {
            case ExitReason.Normal normal -> "normal";
            case ExitReason.Shutdown shutdown ->
                shutdown.detail().map(detail -> "{shutdown," + detail + "}").orElse("shutdown");
            case ExitReason.Killed killed -> "killed";
            case ExitReason.Failed failed -> failed.what().toString();
            case ExitReason.Crashed crashed -> crashed.thrown().toString();
            case ExitReason.StartTimedOut timedOut -> "timeout";
            case ExitReason.InvalidSpec invalid -> switch (invalid.error()) {
                case SpecError.OfFlags flags -> "{supervisor_data," + of(flags) + "}";
                case SpecError.OfChild child -> "{start_spec," + of(child) + "}";
            };
            case ExitReason.FailedToStartChild failed ->
                "{shutdown,{failed_to_start_child," + atom(failed.id()) + "," + of(failed.reason()) + "}}";
        };
    }

    static String of(SpecError error) {
        return switch (error) {
            case SpecError.InvalidIntensity(int restarts) -> "{invalid_intensity," + restarts + "}";
            case SpecError.InvalidPeriod(Duration period) -> "{invalid_period," + period.toSeconds() + "}";
            case SpecError.InvalidMaxChildren(int maxChildren) -> "{invalid_max_children," + maxChildren + "}";
            case SpecError.MissingId() -> "missing_id";
            case SpecError.SignificantWithoutAutoShutdown(String id) ->
                "{bad_combination,[{auto_shutdown,never},{significant,true}]}";
            case SpecError.SignificantAndPermanent(String id) ->
                "{bad_combination,[{restart,permanent},{significant,true}]}";
            case SpecError.InvalidShutdown(String id, Duration patience) ->
                "{invalid_shutdown," + patience.toMillis() + "}";
            case SpecError.InvalidStartTimeout(String id, Duration patience) ->
                "{invalid_start_timeout," + patience.toMillis() + "}";
            case SpecError.DuplicateChildName(String id) -> "{duplicate_child_name," + atom(id) + "}";
        };
    }

    static ExitReason reason(String term) {
        Matcher shutdown = SHUTDOWN.matcher(term);
        if (shutdown.matches()) {
            return ExitReason.shutdown(shutdown.group(1));
        }
        return switch (term) {
            case "normal" -> ExitReason.normal();
            case "shutdown" -> ExitReason.shutdown();
            case "killed" -> ExitReason.killed();
            default -> ExitReason.failed(term);
        };
    }

    static String atom(String name) {
        return name.matches("[a-z][\\w@]*") ? name : "'" + name + "'";
    }

    static String of(TerminateReply reply) {
        return switch (reply) {
            case TerminateReply.Terminated terminated -> "ok";
            case TerminateReply.NotFound notFound -> "{error,not_found}";
        };
    }

    static String of(DeleteReply reply) {
        return switch (reply) {
            case DeleteReply.Deleted deleted -> "ok";
            case DeleteReply.Running running -> "{error,running}";
            case DeleteReply.Restarting restarting -> "{error,restarting}";
            case DeleteReply.NotFound notFound -> "{error,not_found}";
        };
    }

    static String of(ChildCounts counts) {
        return "[{specs," + counts.specs() + "},{active," + counts.active() + "},{supervisors,"
                + counts.supervisors() + "},{workers," + counts.workers() + "}]";
    }
}
