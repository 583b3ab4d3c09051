package dev.espalier.backends.qemu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import dev.espalier.backends.spi.EfiAttribute;
import dev.espalier.backends.spi.EfiVariable;

/**
 * A variable with what a store of authenticated variables keeps of it beside: how often and when a signed write has changed
 * it, and by which key.
 *
 * @param attributes all bits, also such as mean nothing here
 */
@SuppressWarnings("ArrayRecordComponent")
record EfiEntry(State state, int attributes, byte[] authentication, EfiVariable variable) {

    enum State {
        ADDED,
        BEING_REPLACED,
        GONE
    }

    private static final short BEGINNING = 0x55aa;
    private static final int ALIGNMENT = 4;
    private static final int STATE_AT = 2;
    private static final int ATTRIBUTES_AT = 4;
    private static final int AUTHENTICATION_AT = 8;
    /** A counter, a time, and a number for a key. */
    private static final int AUTHENTICATION = 28;
    private static final int NAME_SIZE_AT = 36;
    private static final int DATA_SIZE_AT = 40;
    private static final int VENDOR_AT = 44;
    private static final int HEADER = 60;

    /** In flash, bits are cleared one after the other as a variable comes and goes. */
    private static final byte STATE_ADDED = 0x3f;
    private static final byte STATE_BEING_REPLACED = 0x3e;
    private static final byte ERASED = (byte) 0xff;

    /** As it is when no signed write has ever changed it. */
    static EfiEntry of(EfiVariable variable) {
        return new EfiEntry(State.ADDED, bits(variable), new byte[AUTHENTICATION], variable);
    }

    /** The same variable with something else in it. */
    EfiEntry holding(EfiVariable other) {
        return new EfiEntry(State.ADDED, bits(other), authentication, other);
    }

    private static int bits(EfiVariable variable) {
        return variable.attributes().stream().mapToInt(EfiAttribute::bit).reduce(0, (one, more) -> one | more);
    }

    static int aligned(int place) {
        return (place + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /**
     * Takes the next one that has been written whole, or nothing behind the last.
     *
     * @param store from there on, in the order of its bytes
     */
    static Optional<EfiEntry> next(ByteBuffer store) throws MalformedEfiFlash {
        while (store.remaining() >= HEADER && store.getShort(store.position()) == BEGINNING) {
            var at = store.position();
            var nameSize = size(store, at + NAME_SIZE_AT);
            var dataSize = size(store, at + DATA_SIZE_AT);
            if (nameSize + dataSize > store.remaining() - HEADER) {
                throw new MalformedEfiFlash("a variable at byte " + at + " is larger than its store");
            }
            var state = state(store.get(at + STATE_AT));
            store.position(Math.min(store.limit(), aligned((int) (at + HEADER + nameSize + dataSize))));
            if (state != State.GONE) {
                return Optional.of(entry(store, at, state, (int) nameSize, (int) dataSize));
            }
        }
        return Optional.empty();
    }

    /** A header that was interrupted before it had sizes has none. */
    private static long size(ByteBuffer store, int at) {
        var size = store.getInt(at);
        return size == -1 ? 0 : Integer.toUnsignedLong(size);
    }

    private static State state(byte bits) {
        return switch (bits) {
            case STATE_ADDED -> State.ADDED;
            case STATE_BEING_REPLACED -> State.BEING_REPLACED;
            default -> State.GONE;
        };
    }

    private static EfiEntry entry(ByteBuffer store, int at, State state, int nameSize, int dataSize)
            throws MalformedEfiFlash {
        var attributes = store.getInt(at + ATTRIBUTES_AT);
        var name = name(store.slice(at + HEADER, nameSize).order(ByteOrder.LITTLE_ENDIAN));
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new MalformedEfiFlash("a variable at byte " + at + " has no name");
        }
        return new EfiEntry(state, attributes, bytes(store, at + AUTHENTICATION_AT, AUTHENTICATION),
                new EfiVariable(name, guid(store, at + VENDOR_AT), EfiAttribute.of(attributes),
                        bytes(store, at + HEADER + nameSize, dataSize)));
    }

    /** Without the NUL at its end; whatever the units are, as no firmware looks whether they are characters. */
    private static String name(ByteBuffer units) {
        var name = units.asCharBuffer().toString();
        return name.endsWith("\0") ? name.substring(0, name.length() - 1) : name;
    }

    private static byte[] bytes(ByteBuffer store, int at, int length) {
        var bytes = new byte[length];
        store.get(at, bytes);
        return bytes;
    }

    /** A GUID begins with a number of four bytes and two of two, each with its least byte first. */
    static UUID guid(ByteBuffer store, int at) {
        var most = Integer.toUnsignedLong(store.getInt(at)) << 32
                | Short.toUnsignedLong(store.getShort(at + 4)) << 16 | Short.toUnsignedLong(store.getShort(at + 6));
        return new UUID(most, Long.reverseBytes(store.getLong(at + 8)));
    }

    private static void put(ByteBuffer store, UUID guid) {
        var most = guid.getMostSignificantBits();
        store.putInt((int) (most >>> 32))
                .putShort((short) (most >>> 16))
                .putShort((short) most)
                .putLong(Long.reverseBytes(guid.getLeastSignificantBits()));
    }

    /** What it takes of a store. */
    int size() {
        return aligned(HEADER + nameSize() + variable.data().length);
    }

    private int nameSize() {
        return (variable.name().length() + 1) * Character.BYTES;
    }

    void put(ByteBuffer store) {
        var begin = store.position();
        var data = variable.data();
        store.putShort(BEGINNING)
                .put(STATE_ADDED)
                .put((byte) 0)
                .putInt(attributes)
                .put(authentication)
                .putInt(nameSize())
                .putInt(data.length);
        put(store, variable.vendor());
        variable.name().chars().forEach(unit -> store.putChar((char) unit));
        store.putChar('\0').put(data);
        var padding = new byte[begin + size() - store.position()];
        Arrays.fill(padding, ERASED);
        store.put(padding);
    }
}
