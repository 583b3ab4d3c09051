package dev.espalier.cli;

import java.io.IOException;

import dev.espalier.backends.image.ImageBuildFailed;
import dev.espalier.config.ConfigurationException;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.HostNotReady;
import dev.espalier.report.OutputDirectoryException;
import dev.espalier.script.CompilerMissingException;
import dev.espalier.script.ScriptCompilationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what a person can do something about in that person's words, without a stack trace; the rest is a bug of ours. */
final class KnownProblems implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) throws Exception {
        return switch (problem) {
            case ConfigurationException wrong -> say(command, wrong, ExitCode.USAGE);
            case OutputDirectoryException wrong -> say(command, wrong, ExitCode.USAGE);
            case IOException unreadable -> say(command, unreadable, ExitCode.USAGE);
            case ScriptCompilationException wrong -> say(command, wrong, ExitCode.FAILED);
            case HostNotReady lacking -> say(command, lacking, ExitCode.HOST);
            case CompilerMissingException lacking -> say(command, lacking, ExitCode.HOST);
            case ClusterFailed lacking -> say(command, lacking, ExitCode.HOST);
            case ImageBuildFailed failed -> {
                var status = say(command, failed, ExitCode.HOST);
                failed.remedy().ifPresent(remedy -> command.getErr().println("  remedy: " + remedy));
                yield status;
            }
            default -> throw problem;
        };
    }

    private static int say(CommandLine command, Exception problem, ExitCode code) {
        command.getErr().println("espalier: " + problem.getMessage());
        return code.status();
    }
}
