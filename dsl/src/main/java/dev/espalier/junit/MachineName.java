package dev.espalier.junit;

import java.util.Collection;

import dev.espalier.script.ScriptVariable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * How a test calls a machine.
 *
 * @param where the place in the test, for a person
 * @param given the machine's name, or the one by which a script knows it
 */
record MachineName(String where, String given) {

    /** @throws ExtensionConfigurationException if none of these names is meant */
    String among(Collection<String> machines) {
        return machines.stream()
                .filter(machine -> machine.equals(given) || ScriptVariable.of(machine).equals(given))
                .findFirst()
                .orElseThrow(() -> new ExtensionConfigurationException(where + ": no machine is called " + given
                        + "; there are " + machines.stream().sorted().toList()));
    }
}
