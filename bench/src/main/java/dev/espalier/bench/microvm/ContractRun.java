package dev.espalier.bench.microvm;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The contracts, as a command that runs them in a JVM of its own.
 *
 * @param packages    of their tests
 * @param chosen      a part of the names of those that are run
 * @param environment names the monitors
 */
record ContractRun(List<String> packages, Pattern chosen, Map<String, String> environment) {

    /**
     * The command's words. What our libraries need the JVM to be told, this one was told too.
     *
     * @param libraries a directory of jars
     * @param images    a cache of guest images
     */
    List<String> command(Path jdk, Path libraries, Path images) {
        var words = new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Xmx512m"));
        ManagementFactory.getRuntimeMXBean()
                .getInputArguments()
                .stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-Djdk."))
                .forEach(words::add);
        words.addAll(List.of("-Djava.awt.headless=true", "-Despalier.cache=" + images,
                "-Dlogback.configurationFile=dev/espalier/bench/logback.xml", "-cp", libraries + "/*",
                Contracts.class.getName()));
        words.add(chosen.pattern());
        words.addAll(packages);
        return words;
    }
}
