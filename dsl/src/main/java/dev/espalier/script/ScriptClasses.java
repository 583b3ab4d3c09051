package dev.espalier.script;

import java.util.Map;
import java.util.Set;

/**
 * What a script was compiled to.
 *
 * @param bytes each class file, by the name of its class
 */
record ScriptClasses(Map<String, byte[]> bytes) {

    ScriptClasses {
        bytes = Map.copyOf(bytes);
    }

    Set<String> names() {
        return bytes.keySet();
    }

    ClassLoader loader(ClassLoader parent) {
        return new Loader(parent, bytes);
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(ClassLoader parent, Map<String, byte[]> classes) {
            super("test script", parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            var bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
