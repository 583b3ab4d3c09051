package dev.espalier.cli;

import java.util.List;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageKey;
import dev.espalier.backends.image.ImageProgress;
import dev.espalier.backends.image.ImageSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "image", description = "Lists, makes and removes guest images, which are made of Debian packages and kept for all your runs.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class ImageCommand {
    enum Kind {
        TINY,
        DEBIAN
    }

    private final ImageCache images = ImageCache.ofUser();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", description = "Lists the images, the newest first: name, size on disk, when it was made, and of what.", mixinStandardHelpOptions = true)
    int list() {
        var lines = images.list()
                .stream()
                .map(image -> List.of(image.key().toString(), Listing.megabytes(image.bytes()),
                        Listing.time(image.built()), image.contents()))
                .toList();
        System.out.print(new Listing(lines).text());
        return ExitCode.PASSED.status();
    }

    @Command(name = "build", description = "Makes an image unless it is there, as the first run of a test does.", mixinStandardHelpOptions = true)
    int build(
            @Parameters(paramLabel = "KIND", description = "Either tiny, a kernel with busybox, or debian, a system with systemd.") Kind kind,
            @Parameters(paramLabel = "PACKAGE", arity = "0..*", description = "Debian packages that are to be in a debian image.") @Nullable List<String> packages)
            throws Exception {
        var image = image(kind, packages == null ? List.of() : packages);
        var unused = Interruption.during(() -> images.get(image, ImageCommand::say));
        System.out.println(images.key(image));
        return ExitCode.PASSED.status();
    }

    private ImageSpec.Built image(Kind kind, List<String> packages) {
        return switch (kind) {
            case TINY -> tiny(packages);
            case DEBIAN -> debian(packages);
        };
    }

    private ImageSpec.Tiny tiny(List<String> packages) {
        if (!packages.isEmpty()) {
            throw refused("a tiny image has no Debian packages: make a debian one of them");
        }
        return new ImageSpec.Tiny();
    }

    private ImageSpec.Debian debian(List<String> packages) {
        try {
            return new ImageSpec.Debian(packages);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static void say(ImageProgress.Event event) {
        switch (event) {
            case ImageProgress.WaitingForBuilder(var key, var builder) ->
                System.err.println(key + " is being built by " + builder);
            case ImageProgress.Step(var key, var what) -> System.err.println(key + ": " + what);
            case ImageProgress.Built(var key, var took) ->
                System.err.println(key + " was built in " + took.toSeconds() + " s");
        }
    }

    @Command(name = "rm", description = "Removes images. The next run that wants one makes it again.", mixinStandardHelpOptions = true, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
            "0:All of them were there.", "1:Some of them were not there."})
    int remove(
            @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "The name of an image, as espalier image list shows it.") List<String> names)
            throws InterruptedException {
        var status = ExitCode.PASSED;
        for (var key : names.stream().map(this::key).toList()) {
            if (images.remove(key)) {
                System.out.println("removed " + key);
            } else {
                System.err.println("espalier: there is no image " + key);
                status = ExitCode.FAILED;
            }
        }
        return status.status();
    }

    private ImageKey key(String name) {
        try {
            return new ImageKey(name);
        } catch (IllegalArgumentException e) {
            throw refused("an image is called such as tiny-0123456789abcdef, and not " + name
                    + "; espalier image list lists them");
        }
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
