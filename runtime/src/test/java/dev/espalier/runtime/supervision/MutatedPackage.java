package dev.espalier.runtime.supervision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** This package once more, with some of its sources changed. Nothing of it is shared with the package itself. */
final class MutatedPackage extends ClassLoader {

    private static final String PACKAGE = MutatedPackage.class.getPackageName() + ".";
    private static final Path SOURCES = Path.of("src", "main", "java");

    private final Map<String, ByteArrayOutputStream> compiled;

    private MutatedPackage(Map<String, ByteArrayOutputStream> compiled) {
        super(MutatedPackage.class.getClassLoader());
        this.compiled = compiled;
    }

    static MutatedPackage of(List<Mutant.Change> changes) throws IOException {
        Map<Class<?>, String> sources = new LinkedHashMap<>();
        for (Mutant.Change change : changes) {
            String source = sources.containsKey(change.file())
                    ? Objects.requireNonNull(sources.get(change.file()))
                    : Files.readString(path(change.file()));
            sources.put(change.file(), change.applyTo(source));
        }
        return new MutatedPackage(compile(sources));
    }

    private static Path path(Class<?> file) {
        return SOURCES.resolve(file.getName().replace('.', '/') + ".java");
    }

    private static Map<String, ByteArrayOutputStream> compile(Map<Class<?>, String> sources) throws IOException {
        Map<String, ByteArrayOutputStream> compiled = new HashMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> units = sources.entrySet()
                .stream()
                .map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        try (JavaFileManager files = new InMemory(compiler.getStandardFileManager(null, null, null), compiled)) {
            if (!compiler.getTask(null, files, null, List.of("-proc:none"), null, units).call()) {
                throw new AssertionError("the mutant is no Java");
            }
        }
        return compiled;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        ByteArrayOutputStream changed = compiled.get(name);
        byte[] code = changed == null ? unchanged(name) : changed.toByteArray();
        return defineClass(name, code, 0, code.length);
    }

    private byte[] unchanged(String name) throws ClassNotFoundException {
        try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return code.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(Class<?> file, String text) {
            super(URI.create("string:///" + file.getName().replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Where the compiler's output goes. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> compiled;

        InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> compiled) {
            super(files);
            this.compiled = compiled;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
                FileObject sibling) {
            ByteArrayOutputStream code = new ByteArrayOutputStream();
            compiled.put(name, code);
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return code;
                }
            };
        }
    }
}
