package dev.espalier.junit;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.espalier.Backends;
import dev.espalier.ClusterSpec;
import dev.espalier.config.ConfigurationReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Where a class of tests says which machines it has.
 *
 * @param usualBackend runs the machines of a configuration that name none
 */
record MachineSource(Class<?> test, String usualBackend) {
    private static final String USUAL_RESOURCE = "machines.json";

    /**
     * @param resource as {@link VmTest#value}
     * @throws ExtensionConfigurationException             if it says nothing, or several things
     * @throws dev.espalier.config.ConfigurationException with all that is wrong in the configuration
     */
    ClusterSpec read(String resource) {
        var members = members();
        if (members.size() > 1 || (!members.isEmpty() && !resource.isEmpty())) {
            throw wrong("one thing says which machines there are, a resource or one member with @Nodes; there are "
                    + Stream.concat(Stream.of(resource).filter(name -> !name.isEmpty()),
                            members.stream().map(Member::getName)).toList());
        }
        return members.isEmpty() ? inResource(resource.isEmpty() ? USUAL_RESOURCE : resource) : in(members.getFirst());
    }

    private List<Member> members() {
        return Stream.<Member>concat(
                AnnotationSupport.findAnnotatedFields(test, Nodes.class).stream(),
                AnnotationSupport.findAnnotatedMethods(test, Nodes.class, HierarchyTraversalMode.TOP_DOWN).stream())
                .toList();
    }

    private ClusterSpec in(Member member) {
        if (!Modifier.isStatic(member.getModifiers())) {
            throw wrong(member.getName() + " is not static, and the machines are there before any instance");
        }
        try {
            return switch (member) {
                case Field field -> spec(field, field.trySetAccessible() ? field.get(null) : null);
                case Method method -> spec(method, method.trySetAccessible() ? method.invoke(null) : null);
                default -> throw new IllegalStateException(member.toString());
            };
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw wrong(member.getName() + ": " + e.getMessage());
        } catch (InvocationTargetException e) {
            throw new ExtensionConfigurationException(member.getName() + " of " + test.getSimpleName()
                    + " does not say which machines there are: " + e.getCause(), e.getCause());
        }
    }

    private ClusterSpec spec(Member member, @Nullable Object value) {
        if (value instanceof ClusterSpec spec) {
            return spec;
        }
        throw wrong(member.getName() + " is " + value + ", and was to be a ClusterSpec");
    }

    private ClusterSpec inResource(String name) {
        var found = test.getResource(name);
        if (found == null) {
            throw wrong("there is no resource " + name + " beside it, and no static ClusterSpec with @Nodes");
        }
        return new ConfigurationReader(Backends.installed(), Backends.installed().get(usualBackend).name())
                .readMachines(file(found));
    }

    /** As images are given by paths that are relative to the configuration, it has to be in a directory. */
    private Path file(URL resource) {
        if (!resource.getProtocol().equals("file")) {
            throw wrong("its configuration is to be a file, not " + resource);
        }
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw wrong("the place of its configuration is no URI: " + resource);
        }
    }

    private ExtensionConfigurationException wrong(String what) {
        return new ExtensionConfigurationException("@VmTest on " + test.getSimpleName() + ": " + what);
    }
}
