package dev.espalier.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One file of a guest's. */
record GuestFile(GuestPath path) implements GuestSource {
    /** Permissions, size, blocks on its disk, and what is different when it has changed. */
    private static final Pattern REPORT = Pattern
            .compile("(?<mode>[0-7]+) (?<size>\\d+) (?<blocks>\\d+) (?<identity>[^\\n]*)");

    @Override
    public void copy(GuestReading reading, HostStage stage) throws IOException, CopyTrouble {
        var look = "stat -L -c '%a %s %b %i %Y %y' " + path.word() + " >&2; ";
        var came = new AtomicLong();
        var said = reading.of(look + "dd bs=65536 <" + path.word() + "; " + look,
                output -> came.set(Files.copy(output, stage.place())));
        var reports = REPORT.matcher(said).results().toList();
        if (reports.size() != 2) {
            throw new CopyTrouble("the guest's report cannot be understood: " + said);
        }
        var before = reports.getFirst();
        if (!before.group().equals(reports.getLast().group())) {
            throw new CopyTrouble(path + " changed while it was copied");
        }
        if (Long.parseLong(before.group("size")) != came.get() && !isMadeAsItIsRead(before)) {
            throw new CopyTrouble("of " + before.group("size") + " bytes, " + came.get() + " have come");
        }
        Files.setPosixFilePermissions(stage.place(), new Mode(Integer.parseInt(before.group("mode"), 8)).permissions());
        stage.publishFile();
    }

    /** As files of the kernel's are, whose length nobody knows before. */
    private static boolean isMadeAsItIsRead(MatchResult report) {
        return report.group("blocks").equals("0");
    }
}
