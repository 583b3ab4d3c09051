package dev.espalier.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.RootDirectory;
import dev.espalier.source.Spelling;

/** Reads what a machine boots. */
final class ImageReader {
    private static final String EXPECTED = "\"tiny\", \"debian\", {\"debian\": {\"packages\": [...]}},"
            + " {\"kernel\": FILE, \"initrd\": FILE, \"disk\": FILE} or {\"directory\": DIRECTORY}";
    static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+");
    static final List<String> WORDS = List.of("tiny", "debian");

    private final Problems problems;
    private final ValueReader values;
    private final Path directory;

    /** @param directory what relative paths are taken from */
    ImageReader(Problems problems, ValueReader values, Path directory) {
        this.problems = problems;
        this.values = values;
        this.directory = directory;
    }

    Optional<ImageSpec> read(Json value, KeyPath path) {
        return switch (value) {
            case Json.Text(var at, var word) when "tiny".equals(word) -> Optional.of(new ImageSpec.Tiny());
            case Json.Text(var at, var word) when "debian".equals(word) -> Optional.of(new ImageSpec.Debian(List.of()));
            case Json.Text text -> unknown(text, path);
            case Json.Struct struct -> described(struct, path);
            case Json.Numeral ignored -> values.wrong(value, path, EXPECTED);
            case Json.Flag ignored -> values.wrong(value, path, EXPECTED);
            case Json.Nothing ignored -> values.wrong(value, path, EXPECTED);
            case Json.Array ignored -> values.wrong(value, path, EXPECTED);
        };
    }

    private Optional<ImageSpec> unknown(Json.Text text, KeyPath path) {
        problems.add(text.at(), path,
                new Complaint.UnexpectedValue(text.shown(), EXPECTED, Spelling.nearest(text.value(), WORDS)));
        return Optional.empty();
    }

    private Optional<ImageSpec> described(Json.Struct value, KeyPath path) {
        var image = values.section(value, path).orElseThrow();
        if (image.has("kernel")) {
            return files(image);
        }
        if (image.has("directory")) {
            return directory(image);
        }
        values.rejectUnknown(image, List.of("debian", "kernel", "directory"));
        return image.has("debian") ? debian(image) : values.wrong(value, path, EXPECTED);
    }

    private Optional<ImageSpec> debian(Section image) {
        return image.entry("debian").flatMap(debian -> values.section(debian.value(), debian.path())).map(debian -> {
            values.rejectUnknown(debian, List.of("packages"));
            return new ImageSpec.Debian(debian.entry("packages").flatMap(this::packages).orElse(List.of()));
        });
    }

    private Optional<ImageSpec> directory(Section image) {
        values.rejectUnknown(image, List.of("directory"));
        return file("directory", image).map(path -> new ImageSpec.Files(new RootDirectory(path)));
    }

    private Optional<ImageSpec> files(Section image) {
        values.rejectUnknown(image, List.of("kernel", "initrd", "disk"));
        if (!image.has("initrd")) {
            problems.add(image.at(), image.path(),
                    new Complaint.MissingKey("initrd", "the initramfs that the kernel begins with"));
        }
        var disk = file("disk", image);
        return file("kernel", image).flatMap(kernel -> file("initrd", image)
                .map(initrd -> new ImageSpec.Files(new GuestImage(kernel, initrd, disk, List.of()))));
    }

    private Optional<Path> file(String key, Section image) {
        return image.entry(key).flatMap(given -> values.file(given.value(), given.path(), directory));
    }

    private Optional<List<String>> packages(Section.Entry given) {
        return values.list(given.value(), given.path(), "a list of Debian packages", this::packageName);
    }

    private Optional<String> packageName(Json value, KeyPath path) {
        return values.text(value, path)
                .flatMap(name -> PACKAGE.matcher(name).matches()
                        ? Optional.of(name)
                        : values.wrong(value, path, "the name of a Debian package"));
    }
}
