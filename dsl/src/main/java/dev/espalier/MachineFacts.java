package dev.espalier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.report.Fact;

/** What a report says of a machine before it is started. */
final class MachineFacts {
    private MachineFacts() {}

    static List<Fact> of(NodeSpec node, PlannedMachine planned) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("backend", node.backend()));
        if (planned.backend().imageUse(node.options()) == ImageUse.BOOTS_AN_IMAGE) {
            facts.add(new Fact("image", words(node.image())));
            facts.add(new Fact("processors", Integer.toString(node.cpus())));
            facts.add(new Fact("memory", node.memoryMib() + " MiB"));
        }
        var addresses = addresses(planned.spec().seed());
        if (!addresses.isEmpty()) {
            facts.add(new Fact("addresses", addresses));
        }
        planned.backend().facts(planned.spec()).forEach((name, value) -> facts.add(new Fact(name, value)));
        return facts;
    }

    private static String words(ImageSpec image) {
        return switch (image) {
            case ImageSpec.Tiny tiny -> "tiny";
            case ImageSpec.Debian(var packages) ->
                "debian" + (packages.isEmpty() ? "" : " with " + String.join(", ", packages));
            case ImageSpec.Files own -> "its own files";
        };
    }

    private static String addresses(GuestSeed seed) {
        return seed.cards()
                .stream()
                .flatMap(card -> card.addresses().stream())
                .map(address -> address.ip().getHostAddress())
                .collect(Collectors.joining(", "));
    }
}
