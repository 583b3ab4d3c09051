package dev.espalier.cli;

import java.io.IOException;
import java.nio.file.Path;

import dev.espalier.Backends;
import dev.espalier.NodeSpec;
import dev.espalier.run.TestPreparation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which test a command is about. */
final class GivenTest {

    @Parameters(paramLabel = "TEST", description = "A directory with machines.json and test.java, or one of such files.")
    private Path test = Path.of("");

    @Option(names = "--backend", paramLabel = "BACKEND", defaultValue = NodeSpec.DEFAULT_BACKEND, converter = Installed.class, description = "What runs the machines that name no backend. Default: ${DEFAULT-VALUE}")
    private String backend = NodeSpec.DEFAULT_BACKEND;

    TestPreparation prepare() throws IOException {
        return TestPreparation.of(test, backend);
    }

    private static final class Installed implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            try {
                return Backends.installed().get(name).name();
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
