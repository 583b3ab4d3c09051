package dev.espalier.script;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

import dev.espalier.source.SourceFile;
import dev.espalier.source.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * Compiles test scripts in memory. A script is Java statements, with imports before them if it likes; methods, records,
 * enums and interfaces may stand between the statements. Methods see the frame's variables and each other, not the
 * local variables of the statements, nor local classes.
 */
public final class ScriptCompiler {
    private static final List<String> OPTIONS = List.of("-g", "-parameters", "-proc:none", "-implicit:none",
            "-Xlint:none", "--should-stop=ifError=FLOW");

    private final ScriptFrame frame;
    private final Supplier<@Nullable JavaCompiler> compiler;

    public ScriptCompiler(ScriptFrame frame) {
        this(frame, ToolProvider::getSystemJavaCompiler);
    }

    ScriptCompiler(ScriptFrame frame, Supplier<@Nullable JavaCompiler> compiler) {
        this.frame = frame;
        this.compiler = compiler;
    }

    /**
     * @throws ScriptCompilationException with all that is wrong with the script
     * @throws CompilerMissingException   if this Java runtime cannot compile
     */
    public CompiledScript compile(SourceFile source) {
        return new CompiledScript(source, frame, classes(source));
    }

    /**
     * As {@link #compile(SourceFile)}, unless the same was compiled before.
     *
     * @param cache what was compiled before
     */
    public CompiledScript compile(SourceFile source, ScriptCache cache) {
        var classes = ScriptKey.of(frame, source, classPath())
                .map(key -> cache.get(key, () -> classes(source)))
                .orElseGet(() -> classes(source));
        return new CompiledScript(source, frame, classes);
    }

    ScriptClasses classes(SourceFile source) {
        var javac = compiler.get();
        if (javac == null) {
            throw new CompilerMissingException(System.getProperty("java.home"));
        }
        var outline = ScriptOutline.of(source.text());
        rejectWhatOnlyTheFrameWouldAccept(source, outline);
        try (var files = javac.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
            var classes = new CompiledClasses(files);
            var diagnostics = new DiagnosticCollector<JavaFileObject>();
            var units = new ScriptSource(frame, source, outline).units();
            var compiled = javac.getTask(null, classes, diagnostics, OPTIONS, null, units).call();
            if (!compiled) {
                throw new ScriptCompilationException(problems(source, diagnostics.getDiagnostics()));
            }
            return classes.classes();
        } catch (IOException e) {
            throw new UncheckedIOException("the compiler's files", e);
        }
    }

    private static void rejectWhatOnlyTheFrameWouldAccept(SourceFile source, ScriptOutline outline) {
        if (!outline.misplaced().isEmpty()) {
            throw new ScriptCompilationException(outline.misplaced()
                    .stream()
                    .map(part -> new ScriptProblem(source, source.position(part.start()), part.message()))
                    .toList());
        }
        if (outline.statements().isEmpty()) {
            var message = outline.members().isEmpty()
                    ? "the script is empty"
                    : "the script only declares things: it has no statement to run";
            throw new ScriptCompilationException(List.of(new ScriptProblem(source, SourcePosition.START, message)));
        }
    }

    private List<ScriptProblem> problems(SourceFile source, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        var message = new CompilerMessage(frame);
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> new ScriptProblem(source, source.position(offset(diagnostic)),
                        message.of(diagnostic)))
                .distinct()
                .sorted(Comparator.comparing(ScriptProblem::position))
                .toList();
    }

    private static int offset(Diagnostic<? extends JavaFileObject> diagnostic) {
        return diagnostic.getSource() instanceof ScriptUnit unit ? unit.inScript(diagnostic.getPosition()) : 0;
    }

    /** The class path of this JVM, and wherever else the frame's classes came from. */
    private List<Path> classPath() {
        var jvm = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of);
        var frameClasses = Stream.concat(Stream.of(frame.base(), ScriptBody.class),
                frame.variables().values().stream());
        return Stream.concat(jvm, frameClasses.flatMap(ScriptCompiler::origin))
                .distinct()
                .filter(Files::exists)
                .toList();
    }

    private static Stream<Path> origin(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Stream.empty();
        }
        try {
            return Stream.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Stream.empty();
        }
    }
}
