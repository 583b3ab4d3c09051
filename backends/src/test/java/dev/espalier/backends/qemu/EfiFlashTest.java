package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import dev.espalier.backends.spi.EfiAttribute;
import dev.espalier.backends.spi.EfiVariable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EfiFlashTest {
    private static final UUID VENDOR = UUID.fromString("12345678-9abc-def0-1234-56789abcdef0");
    private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final int VOLUME_HEADER = 72;
    private static final int STORE = 4096;
    private static final int BEGIN = VOLUME_HEADER + 28;
    /** Where the state of the first variable is. */
    private static final int STATE = BEGIN + 2;
    /** Where in a variable its name is. */
    private static final int NAME = 60;
    /** What a variable takes that has one character for a name, and one byte. */
    private static final int SMALL = 68;

    /** As it comes with the firmware: a volume whose store is empty, and something of the firmware's own behind it. */
    static byte[] factory() {
        var flash = ByteBuffer.allocate(VOLUME_HEADER + STORE + 512).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(flash.array(), BEGIN, flash.capacity(), (byte) 0xff);
        flash.position(16)
                .put(hex("8d2bf1ff96768b4ca9852747075b4f50"))
                .putLong(flash.capacity())
                .put("_FVH".getBytes(StandardCharsets.US_ASCII))
                .putInt(0x4feff)
                .putShort((short) VOLUME_HEADER);
        var sum = 0;
        for (int at = 0; at < VOLUME_HEADER; at += 2) {
            sum += flash.getShort(at);
        }
        flash.putShort(50, (short) -sum);
        flash.position(VOLUME_HEADER)
                .put(hex("782cf3aa7b949a43a1802e144ec37792"))
                .putInt(STORE)
                .put(hex("5afe"));
        flash.put(VOLUME_HEADER + STORE, (byte) 0x2b);
        return flash.array();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static EfiFlash flash(EfiVariable... variables) throws IOException {
        var factory = EfiFlash.parse(factory());
        return factory.with(List.of(variables), factory);
    }

    private static EfiVariable variable(String name, String data) {
        return EfiVariable.of(name, VENDOR, data.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<EfiVariable> read(byte[] flash) throws IOException {
        return EfiFlash.parse(flash).variables();
    }

    @Test
    @DisplayName("a variable is in the store as EDK II writes it, and what is behind the store is left alone")
    void layout() throws Exception {
        var flash = flash(variable("Ab", "xyz")).bytes();
        assertThat(Arrays.copyOfRange(flash, BEGIN, BEGIN + 72)).isEqualTo(hex("aa553f0007000000"
                + "0000000000000000" + "00000000000000000000000000000000" + "00000000"
                + "06000000" + "03000000" + "78563412bc9af0de123456789abcdef0" + "410062000000" + "78797a" + "ffffff"));
        assertThat(Arrays.copyOf(flash, BEGIN)).isEqualTo(Arrays.copyOf(factory(), BEGIN));
        assertThat(Arrays.copyOfRange(flash, BEGIN + 72, flash.length))
                .isEqualTo(Arrays.copyOfRange(factory(), BEGIN + 72, flash.length));
    }

    @Test
    @DisplayName("variables are told by name and vendor; the last write of one counts, and one without data is gone")
    void writing() throws Exception {
        var others = EfiVariable.of("a", OTHER, new byte[]{1});
        var flash = flash(variable("a", "1"), variable("b", "2"), others, variable("a", "3"));
        assertThat(flash.variables()).containsExactly(variable("b", "2"), others, variable("a", "3"));
        assertThat(flash.with(List.of(variable("b", ""), variable("c", "")), flash()).variables())
                .containsExactly(others, variable("a", "3"));
    }

    @Test
    @DisplayName("a variable whose replacement has begun keeps its value until the new one is there")
    void replacement() throws Exception {
        var flash = flash(variable("a", "1"), variable("b", "2")).bytes();
        flash[STATE] = 0x3e;
        assertThat(read(flash)).containsExactly(variable("a", "1"), variable("b", "2"));
        var replaced = flash(variable("a", "1"), variable("x", "2")).bytes();
        replaced[STATE] = 0x3e;
        assertThat(read(replaced)).hasSize(2);
        replaced[BEGIN + SMALL + NAME] = 'a';
        assertThat(read(replaced)).containsExactly(variable("a", "2"));
    }

    @Test
    @DisplayName("a variable that was deleted, or not written whole, is none")
    void deleted() throws Exception {
        for (var state : List.of(0x3d, 0x3c, 0x7f, 0xff)) {
            var flash = flash(variable("a", "1"), variable("b", "2")).bytes();
            flash[STATE] = state.byteValue();
            assertThat(read(flash)).as("state %x", state).containsExactly(variable("b", "2"));
        }
    }

    @Test
    @DisplayName("what a store keeps of a signed variable stays when its data is set")
    void authentication() throws Exception {
        var signed = new EfiVariable("db", VENDOR, EnumSet.allOf(EfiAttribute.class), new byte[]{1});
        var bytes = flash(signed).bytes();
        bytes[BEGIN + 16] = 77;
        var flash = EfiFlash.parse(bytes).with(List.of(variable("db", "new")), flash());
        assertThat(flash.variables()).containsExactly(variable("db", "new"));
        assertThat(flash.bytes()[BEGIN + 16]).isEqualTo((byte) 77);
    }

    @Test
    @DisplayName("more than the store has room for is refused")
    void full() throws Exception {
        assertThat(flash(EfiVariable.of("a", VENDOR, new byte[STORE - 28 - SMALL + 4])).variables()).hasSize(1);
        assertThatThrownBy(() -> flash(EfiVariable.of("a", VENDOR, new byte[STORE - 28 - SMALL + 5])))
                .isInstanceOf(MalformedEfiFlash.class)
                .hasMessageContaining("do not fit");
    }

    @Provide
    static Arbitrary<List<EfiVariable>> variables() {
        var names = Arbitraries.strings().ofMinLength(1).ofMaxLength(20).filter(name -> name.indexOf('\0') < 0);
        var data = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(100);
        var attributes = Arbitraries.of(EfiAttribute.class).set();
        return Combinators.combine(names, Arbitraries.of(VENDOR, OTHER, EfiVariable.GLOBAL), attributes, data)
                .as(EfiVariable::new)
                .list()
                .ofMaxSize(10)
                .uniqueElements(variable -> variable.name() + variable.vendor());
    }

    @Property(tries = 300)
    @Label("what is written is read")
    void roundTrip(@ForAll("variables") List<EfiVariable> variables) throws IOException {
        assertThat(read(flash(variables.toArray(EfiVariable[]::new)).bytes())).isEqualTo(variables);
    }

    @Property(tries = 1000)
    @Label("a flash that was cut or damaged anywhere is read, or refused with a reason; what was read can be written")
    void damage(@ForAll("variables") List<EfiVariable> variables, @ForAll("damages") List<Damage> damages)
            throws IOException {
        var flash = flash(variables.toArray(EfiVariable[]::new)).bytes();
        for (var damage : damages) {
            flash = damage.done(flash);
        }
        try {
            var read = EfiFlash.parse(flash);
            assertThat(read(read.with(List.of(), flash()).bytes())).isEqualTo(read.variables());
        } catch (MalformedEfiFlash refused) {
            assertThat(refused).message().isNotBlank();
        }
    }

    /** A byte is another, or everything from there on is missing. */
    record Damage(int at, int value, boolean cut) {
        byte[] done(byte[] flash) {
            var place = flash.length == 0 ? 0 : at % flash.length;
            var damaged = cut ? Arrays.copyOf(flash, place) : flash.clone();
            if (place < damaged.length) {
                damaged[place] = (byte) value;
            }
            return damaged;
        }
    }

    @Provide
    static Arbitrary<List<Damage>> damages() {
        var places = Arbitraries.oneOf(Arbitraries.integers().between(0, BEGIN + 200),
                Arbitraries.integers().between(0, VOLUME_HEADER + STORE));
        var values = Arbitraries.of(0, 1, 0x3e, 0x3f, 0x55, 0x7f, 0x80, 0xaa, 0xff);
        return Combinators.combine(places, values, Arbitraries.of(false, false, false, true))
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property(tries = 300)
    @Label("garbage is refused")
    void garbage(@ForAll byte[] garbage) {
        assertThatThrownBy(() -> EfiFlash.parse(garbage)).isInstanceOf(MalformedEfiFlash.class);
    }
}
