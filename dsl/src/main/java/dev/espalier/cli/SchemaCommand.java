package dev.espalier.cli;

import java.util.concurrent.Callable;

import dev.espalier.Backends;
import dev.espalier.config.MachinesSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "schema", description = "Prints the JSON Schema of machines.json, by which editors complete and check it.", mixinStandardHelpOptions = true, footer = {
        "", "Beside machines.json: espalier schema >machines.schema.json",
        "Its first key then is \"$schema\": \"machines.schema.json\"."})
final class SchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(new MachinesSchema(Backends.installed()).text());
        spec.commandLine().getOut().flush();
        return ExitCode.PASSED.status();
    }
}
