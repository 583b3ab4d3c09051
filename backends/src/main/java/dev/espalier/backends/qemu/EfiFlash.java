package dev.espalier.backends.qemu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.espalier.backends.spi.EfiVariable;

/**
 * The flash in which a UEFI keeps its variables, as EDK II lays it out: a firmware volume that begins with one store of
 * authenticated variables. What comes behind the store is the firmware's own, for finishing a write that was interrupted.
 */
final class EfiFlash {
    private static final UUID VOLUME = UUID.fromString("fff12b8d-7696-4c8b-a985-2747075b4f50");
    private static final UUID STORE = UUID.fromString("aaf32c78-947b-439a-a180-2e144ec37792");
    /** The letters {@code _FVH}. */
    private static final int VOLUME_SIGNATURE = 0x4856465f;
    private static final int VOLUME_GUID_AT = 16;
    private static final int VOLUME_SIGNATURE_AT = 40;
    private static final int VOLUME_HEADER_LENGTH_AT = 48;
    private static final int SMALLEST_VOLUME_HEADER = 56;

    private static final int STORE_SIZE_AT = 16;
    private static final int STORE_FORMAT_AT = 20;
    private static final int STORE_HEADER = 28;
    /** Formatted, and healthy. */
    private static final short STORE_IN_ORDER = (short) 0xfe5a;

    private static final byte ERASED = (byte) 0xff;

    private final byte[] bytes;
    /** Where the first variable may begin. */
    private final int begin;
    private final int end;
    private final List<EfiEntry> entries;

    private EfiFlash(byte[] bytes, int begin, int end, List<EfiEntry> entries) {
        this.bytes = bytes;
        this.begin = begin;
        this.end = end;
        this.entries = entries;
    }

    /** @throws MalformedEfiFlash if that is none, or one that was damaged */
    static EfiFlash parse(byte[] bytes) throws MalformedEfiFlash {
        var flash = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < SMALLEST_VOLUME_HEADER || !EfiEntry.guid(flash, VOLUME_GUID_AT).equals(VOLUME)
                || flash.getInt(VOLUME_SIGNATURE_AT) != VOLUME_SIGNATURE) {
            throw new MalformedEfiFlash("it is no firmware volume with variables");
        }
        var store = Short.toUnsignedInt(flash.getShort(VOLUME_HEADER_LENGTH_AT));
        if (store < SMALLEST_VOLUME_HEADER || bytes.length - store < STORE_HEADER || sum(flash, store) != 0) {
            throw new MalformedEfiFlash("the header of its firmware volume is damaged");
        }
        if (!EfiEntry.guid(flash, store).equals(STORE)) {
            throw new MalformedEfiFlash("its firmware volume has no store of authenticated variables");
        }
        var size = Integer.toUnsignedLong(flash.getInt(store + STORE_SIZE_AT));
        if (size < STORE_HEADER || size > bytes.length - store
                || flash.getShort(store + STORE_FORMAT_AT) != STORE_IN_ORDER) {
            throw new MalformedEfiFlash("the header of its store of variables is damaged");
        }
        var begin = EfiEntry.aligned(store + STORE_HEADER);
        var end = (int) (store + size);
        return new EfiFlash(bytes.clone(), begin, end, entries(flash, begin, end));
    }

    /** A header's words add up to nothing. */
    private static int sum(ByteBuffer flash, int length) {
        var sum = 0;
        for (var at = 0; at + 1 < length; at += Short.BYTES) {
            sum += flash.getShort(at);
        }
        return sum & 0xffff;
    }

    private static List<EfiEntry> entries(ByteBuffer flash, int begin, int end) throws MalformedEfiFlash {
        var all = new ArrayList<EfiEntry>();
        var store = flash.duplicate().order(ByteOrder.LITTLE_ENDIAN).limit(Math.max(begin, end)).position(begin);
        for (var next = EfiEntry.next(store); next.isPresent(); next = EfiEntry.next(store)) {
            all.add(next.get());
        }
        return all.stream().filter(entry -> isValid(entry, all)).toList();
    }

    /** A value that is being replaced is the variable's until the new one is there. */
    private static boolean isValid(EfiEntry entry, List<EfiEntry> among) {
        return switch (entry.state()) {
            case ADDED -> true;
            case BEING_REPLACED -> among.stream()
                    .noneMatch(other -> other.state() == EfiEntry.State.ADDED
                            && other.variable().isSameAs(entry.variable()));
            case GONE -> false;
        };
    }

    List<EfiVariable> variables() {
        return entries.stream().map(EfiEntry::variable).toList();
    }

    /**
     * Another flash with what is in this one and some variables set.
     *
     * @param fresh as it was made at the factory: a write that this one's firmware has not finished is not finished there
     * @throws MalformedEfiFlash if they do not fit
     */
    EfiFlash with(List<EfiVariable> variables, EfiFlash fresh) throws MalformedEfiFlash {
        var all = new ArrayList<>(entries);
        for (var variable : variables) {
            var before = all.stream().filter(entry -> entry.variable().isSameAs(variable)).findFirst();
            before.ifPresent(all::remove);
            if (variable.data().length > 0) {
                all.add(before.map(entry -> entry.holding(variable)).orElseGet(() -> EfiEntry.of(variable)));
            }
        }
        return fresh.holding(all);
    }

    private EfiFlash holding(List<EfiEntry> all) throws MalformedEfiFlash {
        var size = all.stream().mapToLong(EfiEntry::size).sum();
        if (size > end - begin) {
            throw new MalformedEfiFlash("variables of " + size + " bytes do not fit into its " + (end - begin));
        }
        var written = bytes.clone();
        Arrays.fill(written, begin, end, ERASED);
        var store = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).position(begin);
        all.forEach(entry -> entry.put(store));
        return new EfiFlash(written, begin, end, List.copyOf(all));
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
