package dev.espalier.cli;

import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "Prints a script that has a shell complete the words of this command.", mixinStandardHelpOptions = true, footer = {
        "", "bash: source <(espalier completion bash)", "zsh:  source <(espalier completion zsh)",
        "fish: espalier completion fish | source",
        "For every shell, put that line into the file that it reads when it starts."})
final class CompletionCommand implements Callable<Integer> {
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "Which shell: bash, zsh or fish.")
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
