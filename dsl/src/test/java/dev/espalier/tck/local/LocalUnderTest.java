package dev.espalier.tck.local;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.tck.BackendUnderTest;
import dev.espalier.tck.HostProcesses;

enum LocalUnderTest implements BackendUnderTest {
    LOCAL;

    @Override
    public NodeSpec node(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny()).backend("local").onVlans();
    }

    @Override
    public void kill(String machine) {
        HostProcesses.kill(words -> words.getFirst().equals("sh") && words.getLast().equals(machine));
    }
}
