package dev.espalier.bench.shell;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.LoopbackHost;
import dev.espalier.bench.shell.Results.Contender;
import dev.espalier.error.HostNotReady;

/** Measures everything again and again, one contender after the other, each time in guests that are booted anew. */
final class Rounds {
    private static final int IDLE_MACHINES = 4;
    private static final int FLEET = 20;
    private static final ImageSpec.Built TINY = new ImageSpec.Tiny();
    private static final ImageSpec.Built DEBIAN = new ImageSpec.Debian(List.of());

    private final Sizes sizes;
    private final Consumer<String> progress;
    private final ImageCache images = ImageCache.ofUser();
    private final Results results = new Results();

    private Rounds(Sizes sizes, Consumer<String> progress) {
        this.sizes = sizes;
        this.progress = progress;
    }

    static Results of(Sizes sizes, Consumer<String> progress) throws IOException, InterruptedException {
        var rounds = new Rounds(sizes, progress);
        for (int number = 1; number <= sizes.rounds(); number++) {
            progress.accept("round " + number + "/" + sizes.rounds());
            rounds.nullGuest();
            rounds.tinyGuest();
            rounds.debianGuest();
            rounds.unlessHostLacks(rounds::container);
            rounds.unlessHostLacks(rounds::hostBySsh);
            rounds.unlessHostLacks(rounds::fleet);
            rounds.idle();
        }
        return rounds.results;
    }

    static NodeSpec nullNode(int number) {
        return NodeSpec.of("null" + number, TINY).backend(NullBackend.NAME).onVlans();
    }

    static NodeSpec containerNode() {
        return NodeSpec.of("box", TINY).backend("nspawn").onVlans();
    }

    private static NodeSpec fleetNode(String name) {
        return NodeSpec.of(name, DEBIAN).backend("nspawn").onVlans(1);
    }

    private void nullGuest() throws IOException, InterruptedException {
        try (var subject = new EspalierSubject(nullNode(0))) {
            espalier(Figure.NULL_TRIP, Stopwatch.roundTrip(subject, sizes.nullCommands()));
            espalier(Figure.NULL_DOWNLOAD, Stopwatch.download(subject, sizes.bytes()));
        }
    }

    private void tinyGuest() throws IOException, InterruptedException {
        try (var guest = RawGuest.boot(images.get(TINY, step -> {}))) {
            var floor = new ResidentShell(guest);
            others(Figure.TINY_TRIP, guest, floor);
            results.add(Figure.TINY_DOWNLOAD, Contender.FLOOR, Stopwatch.download(floor, sizes.bytes()));
            results.add(Figure.TINY_UPLOAD, Contender.FLOOR, Stopwatch.upload(floor, sizes.bytes()));
            lossyDownload(new NixosShell(guest.console()));
        }
        try (var subject = new EspalierSubject(NodeSpec.of("tiny", TINY).onVlans())) {
            espalier(Figure.TINY_TRIP, Stopwatch.roundTrip(subject, sizes.commands()));
            espalier(Figure.TINY_DOWNLOAD, Stopwatch.download(subject, sizes.bytes()));
            espalier(Figure.TINY_UPLOAD, Stopwatch.upload(subject, sizes.bytes()));
            espalier(Figure.REACTION, Stopwatch.milliseconds(subject.reaction()));
            espalier(Figure.DEATH, Stopwatch.milliseconds(subject.death()));
        }
    }

    /** QEMU throws away what a console's reader is too slow for. */
    private void lossyDownload(NixosShell nixos) throws IOException {
        try {
            results.add(Figure.TINY_DOWNLOAD, Contender.NIXOS, Stopwatch.download(nixos, sizes.bytes()));
        } catch (BytesLost lost) {
            progress.accept(Contender.NIXOS.title() + ", " + Figure.TINY_DOWNLOAD.work() + ": " + lost.getMessage());
        }
    }

    private void debianGuest() throws IOException, InterruptedException {
        try (var guest = RawGuest.boot(images.get(DEBIAN, step -> {}))) {
            others(Figure.DEBIAN_TRIP, guest, new ResidentShell(guest));
        }
        try (var subject = new EspalierSubject(NodeSpec.of("debian", DEBIAN).onVlans())) {
            espalier(Figure.DEBIAN_TRIP, Stopwatch.roundTrip(subject, sizes.commands()));
        }
    }

    @FunctionalInterface
    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    private void unlessHostLacks(Part part) throws IOException, InterruptedException {
        try {
            part.run();
        } catch (HostNotReady e) {
            progress.accept(e.getMessage());
        }
    }

    /** With a floor of its own: programs can be started in a container from outside. */
    private void container() throws IOException, InterruptedException {
        try (var subject = new EspalierSubject(containerNode())) {
            results.add(Figure.CONTAINER_TRIP, Contender.FLOOR,
                    Stopwatch.roundTrip(EnteredContainer.running(), sizes.commands()));
            espalier(Figure.CONTAINER_TRIP, Stopwatch.roundTrip(subject, sizes.commands()));
        }
    }

    /** The floor is OpenSSH's own client over a connection that is kept. */
    private void hostBySsh() throws IOException, InterruptedException {
        try (var host = LoopbackHost.start(); var subject = new EspalierSubject(host.node())) {
            results.add(Figure.HOST_TRIP, Contender.FLOOR,
                    Stopwatch.roundTrip(new StartedProgram(host.client("true")), sizes.commands()));
            espalier(Figure.HOST_TRIP, Stopwatch.roundTrip(subject, sizes.commands()));
        }
    }

    /** From nothing to the last one that takes orders; the floor's have no networks, ours one. */
    private void fleet() throws IOException, InterruptedException {
        var nodes = IntStream.rangeClosed(1, FLEET)
                .mapToObj(number -> fleetNode("m" + number))
                .toArray(NodeSpec[]::new);
        var image = images.get(DEBIAN, step -> {});
        var begin = System.nanoTime();
        var subject = new EspalierSubject(nodes);
        espalier(Figure.FLEET, Stopwatch.seconds(System.nanoTime() - begin));
        subject.close();
        results.add(Figure.FLEET, Contender.FLOOR, Stopwatch.seconds(PlainContainers.start(image, FLEET)));
    }

    private void others(Figure figure, RawGuest guest, ResidentShell floor) throws IOException {
        results.add(figure, Contender.FLOOR, Stopwatch.roundTrip(floor, sizes.commands()));
        results.add(figure, Contender.NIXOS,
                Stopwatch.roundTrip(new NixosShell(guest.console()), sizes.commands()));
    }

    private void idle() throws IOException, InterruptedException {
        var nodes = IntStream.range(0, IDLE_MACHINES).mapToObj(Rounds::nullNode).toArray(NodeSpec[]::new);
        try (var subject = new EspalierSubject(nodes)) {
            subject.succeed();
            espalier(Figure.IDLE, Stopwatch.percentOfACore(sizes.idle()));
        }
    }

    private void espalier(Figure figure, double value) {
        results.add(figure, Contender.ESPALIER, value);
    }
}
