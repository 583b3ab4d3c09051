package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.run.TestPreparation;
import dev.espalier.runtime.network.Subnet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holds the nix layer to its own tests, and to what it makes configurations for. */
@NeedsTools("nix")
@Timeout(120)
class NixLayerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path NIX = NixProgram.LAYER;

    /** What a configuration says of any machine, whatever its backend. */
    private static final Set<String> OF_EVERY_MACHINE = Set.of("backend", "number", "vlans");

    /** What it says of one that boots an image. */
    private static final Set<String> OF_IMAGES = Set.of("image", "memory_mib", "cpus");

    private static final String MIXED = """
            let
              espalier = import @nix@/lib;
              test = espalier.makeTest {
                name = "mixed";
                nodes = {
                  box = { backend = "nspawn"; vlans = [ 2 ]; number = 9; };
                  vm-1 = { vlans = [ 254 2 ]; kernelParameters = [ "quiet" ]; machineType = "pc"; memory = 512; };
                  vm-2 = { startScript = /nix/run-vm-2-vm; vlans = [ 2 ]; };
                };
                testScript = { nodes }: "vm_1.succeed(\\"true\\");";
              };
            in { configuration = test.configuration "test.java"; inherit (test) testScript interfaces; }""";

    @TempDir
    private Path directory;

    @Test
    @DisplayName("its own tests pass")
    void tests() throws Exception {
        assertThat(
                NixProgram.run(NIX.resolve("tests/run").toString(), "--nixpkgs", NIX.resolve("tests/stub").toString()))
                .isEmpty();
    }

    @Test
    @DisplayName("its flake, and the template's, are found to be right by nix flake check")
    void flake() throws Exception {
        assertThat(NixProgram.run(NIX.resolve("tests/flake").toString())).contains("vm-test-run-hello",
                "package 'espalier'", "NixOS module", "Nixpkgs overlay", "template: ");
    }

    @Test
    @DisplayName("Espalier reads the configuration that it makes, and gives the same addresses")
    void configuration() throws Exception {
        var test = evaluate(MIXED.replace("@nix@", NIX.toString()));
        Files.writeString(directory.resolve("machines.json"), test.path("configuration").toString());
        Files.writeString(directory.resolve("test.java"), test.path("testScript").asText());
        var plan = new ClusterPlan(TestPreparation.of(directory).configuration().cluster().nodes());
        for (var node : plan.nodes()) {
            var nics = plan.machine(node, Optional.empty()).nics();
            var expected = nics.stream()
                    .map(nic -> String.join(" ", nic.mac().toString(), new Subnet(nic.vlan()).ipv4(nic.mac().machine()),
                            new Subnet(nic.vlan()).ipv6(nic.mac().machine())))
                    .toList();
            assertThat(elements(test.path("interfaces").path(node.name())))
                    .map(card -> String.join(" ", card.path("mac").asText(), card.path("ipv4").asText(),
                            card.path("ipv6").asText()))
                    .isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("its backends have the options that ours have, by the same keys")
    void options() throws Exception {
        var keys = evaluate("builtins.mapAttrs (name: backend: map (option: option.key)"
                + " (builtins.attrValues backend.options)) (import %s/lib).backends".formatted(NIX));
        for (var name : (Iterable<String>) keys::fieldNames) {
            var ours = Backends.installed().get(name).options().stream().map(OptionKey::name);
            var expected = name.equals("local") ? ours : Stream.concat(ours, OF_IMAGES.stream());
            assertThat(elements(keys.path(name))).map(JsonNode::asText)
                    .as(name)
                    .doesNotContainAnyElementsOf(OF_EVERY_MACHINE)
                    .containsExactlyInAnyOrderElementsOf(expected.collect(Collectors.toSet()));
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonNode evaluate(String expression) throws IOException, InterruptedException {
        return JSON.readTree(
                NixProgram.run("nix", "--extra-experimental-features", "nix-command", "--option", "build-users-group",
                        "", "--store", "dummy://", "eval", "--impure", "--json", "--expr", expression));
    }
}
