package dev.espalier.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;

import dev.espalier.Backends;
import dev.espalier.NodeSpec;
import dev.espalier.config.ConfigurationReader;
import dev.espalier.run.TestPreparation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which test a command is about. */
final class GivenTest {

    @Parameters(paramLabel = "TEST", description = "A directory with machines.json and test.java, or one of such files; the JSON may be that of the NixOS test driver or of attest.")
    private Path test = Path.of("");

    @Option(names = "--backend", paramLabel = "BACKEND", defaultValue = NodeSpec.DEFAULT_BACKEND, converter = Installed.class, completionCandidates = Names.class, description = "What runs the machines that name no backend. Default: ${DEFAULT-VALUE}.")
    private String backend = NodeSpec.DEFAULT_BACKEND;

    TestPreparation prepare() throws IOException {
        return TestPreparation.of(test, backend);
    }

    /** The files that it is made of, as far as can be known of a test that may be wrong. */
    Set<Path> files() {
        return ConfigurationReader.filesOf(test);
    }

    /** For whoever completes the word. */
    private static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Backends.installed().names().stream().sorted().iterator();
        }
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
