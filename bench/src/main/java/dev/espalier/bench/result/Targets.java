package dev.espalier.bench.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What we ask of ourselves. */
public final class Targets {
    private static final Setting NULL_GUEST = new Setting("null", "none");
    private static final Setting QEMU_TINY = new Setting("qemu", "tiny");
    private static final Setting QEMU_DEBIAN = new Setting("qemu", "debian");
    private static final Setting NSPAWN_TINY = new Setting("nspawn", "tiny");
    private static final Setting NSPAWN_DEBIAN = new Setting("nspawn", "debian");
    private static final Setting LOCAL = new Setting("local", "none");
    private static final Setting CONSOLES = new Setting("consoles", "none");
    private static final Setting FIRECRACKER_STAND_IN = new Setting("firecracker stand-in", "bash");
    private static final Setting CLOUD_HYPERVISOR_STAND_IN = new Setting("cloud-hypervisor stand-in", "bash");
    private static final Setting SSH = new Setting("ssh", "host");

    /** How many containers are started side by side. */
    public static final int FLEET = 20;

    /** One demand on one row. */
    public record Target(Row row, List<Aim> aims) {

        /** For a person. */
        public String must() {
            return aims.stream().map(aim -> aim.words(row)).collect(Collectors.joining(", "));
        }

        /** Whether all of it is met; nothing if some of it was not measured, unless another part is not met. */
        public Optional<Boolean> isMet(Report report) {
            var answers = aims.stream().map(aim -> aim.isMet(report, row)).toList();
            if (answers.contains(Optional.of(false))) {
                return Optional.of(false);
            }
            return answers.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(true);
        }
    }

    public static final List<Target> ALL = List.of(
            on(NULL_GUEST, Work.COMMAND, new Aim.Bound(0.10)),
            on(NULL_GUEST, Work.OUTPUT, new Aim.Bound(64 * 1.048576 / 0.2)),
            on(CONSOLES, Work.CONSOLE, new Aim.Bound(100)),
            on(new Row(CONSOLES, Work.CONSOLE_LINES, 4), new Aim.Bound(1_000_000)),
            on(QEMU_TINY, Work.SHELL, new Aim.Share(1.03, Contender.FLOOR)),
            on(QEMU_TINY, Work.COMMAND, new Aim.Share(0.35, Contender.NIXOS_PROTOCOL),
                    new Aim.Share(1.25, Contender.FLOOR)),
            on(QEMU_TINY, Work.OUTPUT, new Aim.Bound(64 * 1.048576 / 0.8)),
            on(QEMU_TINY, Work.UPLOAD, new Aim.Bound(80)),
            on(QEMU_TINY, Work.WAIT, new Aim.Bound(80)),
            on(QEMU_TINY, Work.DEATH, new Aim.Bound(50)),
            on(QEMU_DEBIAN, Work.COMMAND, new Aim.Share(0.15, Contender.NIXOS_PROTOCOL),
                    new Aim.Share(1.25, Contender.FLOOR)),
            on(QEMU_DEBIAN, Work.RESTORE, new Aim.Bound(500),
                    new Aim.OfRow(1 / 12.0, Row.of(QEMU_DEBIAN, Work.FIRST_COMMAND))),
            on(QEMU_DEBIAN, Work.FORK, new Aim.Bound(2_500)),
            on(QEMU_TINY, Work.TESTS_RESTORED, new Aim.OfRow(10 / 3.0, Row.of(QEMU_TINY, Work.TEST_BOOTED))),
            on(FIRECRACKER_STAND_IN, Work.OVERHEAD, new Aim.Bound(30)),
            on(FIRECRACKER_STAND_IN, Work.COMMAND, new Aim.Share(1.2, Contender.FLOOR)),
            on(CLOUD_HYPERVISOR_STAND_IN, Work.OVERHEAD, new Aim.Bound(30)),
            on(CLOUD_HYPERVISOR_STAND_IN, Work.COMMAND, new Aim.Share(1.2, Contender.FLOOR)),
            on(NSPAWN_TINY, Work.COMMAND, new Aim.Bound(10)),
            on(NSPAWN_TINY, Work.DEATH, new Aim.Bound(200)),
            on(SSH, Work.COMMAND, new Aim.Bound(12)),
            on(new Row(NSPAWN_DEBIAN, Work.START_ALL, FLEET), new Aim.BeyondFloor(2)),
            on(new Row(QEMU_TINY, Work.DRIVER_IDLE, 4), new Aim.Bound(1)),
            on(new Row(LOCAL, Work.DRIVER_IDLE, 16), new Aim.Bound(1)),
            on(new Row(NSPAWN_TINY, Work.DRIVER_IDLE, 16), new Aim.Bound(1)),
            on(new Row(LOCAL, Work.DRIVER_MEMORY, 16), new Aim.Bound(150)),
            on(new Row(NSPAWN_TINY, Work.DRIVER_MEMORY, 16), new Aim.Bound(150)));

    private Targets() {}

    private static Target on(Setting setting, Work work, Aim... aims) {
        return on(Row.of(setting, work), aims);
    }

    private static Target on(Row row, Aim... aims) {
        return new Target(row, List.of(aims));
    }

    static Optional<Target> of(Row row) {
        return ALL.stream().filter(target -> target.row().equals(row)).findFirst();
    }

    /** In a word. */
    public static String verdict(Target target, Report report) {
        return target.isMet(report).map(met -> met ? "met" : "not met").orElse("not measured");
    }
}
