package dev.espalier.examples.cell;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.tck.BackendUnderTest;
import dev.espalier.tck.HostProcesses;

enum CellUnderTest implements BackendUnderTest {
    CELL;

    @Override
    public NodeSpec node(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny()).backend("cell").onVlans();
    }

    @Override
    public void kill(String machine) {
        HostProcesses.kill(words -> words.getFirst().equals("sh") && words.getLast().equals(machine));
    }
}
