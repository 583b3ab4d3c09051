package dev.espalier.backends.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kernel's modules and what each needs, as depmod found it.
 *
 * @param needs   a module file, relative to the module directory, to the module files it needs
 * @param builtin the names of modules that are part of the kernel itself
 */
record ModuleIndex(Map<String, List<String>> needs, Set<String> builtin) {
    ModuleIndex {
        needs = Map.copyOf(needs);
        builtin = Set.copyOf(builtin);
    }

    /**
     * Reads depmod's files.
     *
     * @param dep     the lines of modules.dep: a file, a colon, the files it needs
     * @param builtin the lines of modules.builtin: a file each
     */
    static ModuleIndex parse(List<String> dep, List<String> builtin) {
        var needs = new HashMap<String, List<String>>();
        for (var line : dep) {
            var colon = line.indexOf(':');
            var rest = line.substring(colon + 1).strip();
            needs.put(line.substring(0, colon), rest.isEmpty() ? List.of() : List.of(rest.split(" +")));
        }
        return new ModuleIndex(needs,
                Set.copyOf(builtin.stream().map(ModuleIndex::name).collect(java.util.stream.Collectors.toSet())));
    }

    /**
     * The files to load for some modules, each once and after all that it needs. Modules that the kernel has built in
     * need none.
     *
     * @throws IllegalArgumentException if this kernel has no such module
     */
    List<String> loadOrder(List<String> names) {
        var files = new HashMap<String, String>();
        needs.keySet().forEach(file -> files.put(name(file), file));
        var order = new LinkedHashSet<String>();
        for (var name : names) {
            var canonical = canonical(name);
            var file = files.get(canonical);
            if (file != null) {
                add(file, order);
            } else if (!builtin.contains(canonical)) {
                throw new IllegalArgumentException("this kernel has no module " + name);
            }
        }
        return new ArrayList<>(order);
    }

    private void add(String file, Set<String> order) {
        if (!order.contains(file)) {
            needs.getOrDefault(file, List.of()).forEach(needed -> add(needed, order));
            order.add(file);
        }
    }

    private static String name(String file) {
        var base = file.substring(file.lastIndexOf('/') + 1);
        return canonical(base.substring(0, base.indexOf(".ko")));
    }

    /** Hyphens and underscores in a module's name are the same. */
    private static String canonical(String name) {
        return name.replace('-', '_');
    }
}
