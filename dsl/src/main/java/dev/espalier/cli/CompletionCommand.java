package dev.espalier.cli;

import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "Prints what makes a shell complete this command's words.", mixinStandardHelpOptions = true, footer = {
        "", "bash: source <(espalier completion bash)", "zsh:  source <(espalier completion zsh)",
        "fish: espalier completion fish | source",
        "In the file that the shell reads when it starts, it is there in each."})
final class CompletionCommand implements Callable<Integer> {
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "One of bash, zsh and fish.")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        var root = spec.root().commandLine();
        spec.commandLine().getOut().print(switch (shell) {
            // one script for both: it begins by making a zsh understand bash's
            case BASH, ZSH -> AutoComplete.bash(root.getCommandName(), root);
            case FISH -> new FishCompletion(root.getCommandSpec()).script();
        });
        spec.commandLine().getOut().flush();
        return ExitCode.PASSED.status();
    }
}
