package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FramingTest {
    /** Its beginning is in it again, so that a scanner that forgets would miss it. */
    private static final String MARKER = "aab0aab0aab1aab0aab0aab1aab0aab2";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final List<Framing.Mark> marks = new ArrayList<>();
    private final Framing framing = Framing.ofStdout(MARKER, output::write, marks::add);

    private void hear(String text) {
        framing.accept(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String said() {
        return output.toString(StandardCharsets.ISO_8859_1);
    }

    @Property
    @Label("however the bytes are cut into pieces, the output is what stands between the marks")
    void pieces(@ForAll @Size(max = 200) List<@IntRange(max = 255) Integer> noise,
            @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> cuts) {
        var data = new StringBuilder();
        noise.forEach(value -> data.append(value < 128 ? MARKER.charAt(value % 4) : (char) (int) value));
        var whole = ("late" + MARKER + " b 17\n" + data + MARKER + " e 3\nlater")
                .getBytes(StandardCharsets.ISO_8859_1);
        var collected = new ByteArrayOutputStream();
        var heard = new ArrayList<Framing.Mark>();
        var cut = Framing.ofStdout(MARKER, collected::write, heard::add);
        var at = 0;
        for (var length : cuts) {
            var end = Math.min(whole.length, at + length);
            cut.accept(Arrays.copyOfRange(whole, at, end));
            at = end;
        }
        cut.accept(Arrays.copyOfRange(whole, at, whole.length));

        assertThat(collected.toString(StandardCharsets.ISO_8859_1)).isEqualTo(data.toString());
        assertThat(heard).containsExactly(new Framing.Begun(17),
                new Framing.Ended(3, Framing.Output.OPEN, Optional.empty()));
    }

    @Example
    @Label("when nobody has the output any more but the bash, what follows the end is for another")
    void vacant() {
        hear(MARKER + " b 1\nout" + MARKER + " e 0");
        assertThat(framing.isVacant()).isFalse();
        var other = Framing.ofStderr(MARKER, output::write, marks::add);
        other.accept((MARKER + " v 5\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(other.isVacant()).isTrue();
        hear("\n");
        assertThat(framing.isVacant()).isFalse();
        assertThat(said()).isEqualTo("out");
        assertThat(marks).containsExactly(new Framing.Begun(1),
                new Framing.Ended(5, Framing.Output.VACANT, Optional.empty()),
                new Framing.Ended(0, Framing.Output.OPEN, Optional.empty()));
    }

    @Example
    @Label("the marker's own beginning in the output is output")
    void prefixes() {
        hear(MARKER + " b 1\n" + MARKER.substring(0, 31) + "\n" + MARKER.substring(0, 8));
        assertThat(said()).isEqualTo(MARKER.substring(0, 31) + "\n");
        hear("!" + MARKER + " e 0\n");
        assertThat(said()).isEqualTo(MARKER.substring(0, 31) + "\n" + MARKER.substring(0, 8) + "!");
    }

    @Example
    @Label("who waits for each byte gets what may be the marker's beginning too, and of the marker what comes in pieces")
    void prompt() {
        var prompt = Framing.ofStdout(MARKER, new OutputSink() {
            @Override
            public void write(byte[] bytes, int from, int length) {
                output.write(bytes, from, length);
            }

            @Override
            public Delivery delivery() {
                return Delivery.PROMPT;
            }
        }, marks::add);
        var heard = new ArrayList<String>();
        for (var piece : List.of(MARKER + " b 1\nknock aab0", "aa", "b0aab1!", "bye" + MARKER.substring(0, 5),
                MARKER.substring(5) + " e 0\n")) {
            prompt.accept(piece.getBytes(StandardCharsets.US_ASCII));
            heard.add(said());
            output.reset();
        }
        assertThat(heard).containsExactly("knock aab0", "aa", "b0aab1!", "byeaab0a", "");
        assertThat(marks).containsExactly(new Framing.Begun(1),
                new Framing.Ended(0, Framing.Output.OPEN, Optional.empty()));
    }

    @Example
    @Label("standard error begins with its first byte")
    void stderr() {
        var stderr = Framing.ofStderr(MARKER, output::write, marks::add);
        stderr.accept(("oh" + MARKER + " e 0\nlate").getBytes(StandardCharsets.US_ASCII));
        assertThat(said()).isEqualTo("oh");
        assertThat(marks).containsExactly(new Framing.Ended(0, Framing.Output.OPEN, Optional.empty()));
    }

    @Example
    @Label("a command that could not even begin ends")
    void noBeginning() {
        hear("bash: fork: retry\n" + MARKER + " e 254\n");
        assertThat(marks).containsExactly(new Framing.Ended(254, Framing.Output.OPEN, Optional.empty()));
        assertThat(said()).isEmpty();
    }

    @Example
    @Label("what stands after the marker and is no mark is not understood as one")
    void noMark() {
        hear(MARKER + " b 1\n" + MARKER + " e x\n" + MARKER + " e 99999999999999999999\n" + MARKER + " e 0\n");
        assertThat(marks).containsExactly(new Framing.Begun(1),
                new Framing.Ended(0, Framing.Output.OPEN, Optional.empty()));
    }

    @Example
    @Label("output that is refused is told of at once, once, and the rest is thrown away")
    void refused() {
        var failure = new IOException("disk full");
        var refusing = Framing.ofStdout(MARKER, (bytes, from, length) -> {
            throw failure;
        }, marks::add);
        refusing.accept((MARKER + " b 1\nsome").getBytes(StandardCharsets.US_ASCII));
        refusing.accept(("more" + MARKER + " e 141\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(marks).containsExactly(new Framing.Begun(1), new Framing.Refused(failure),
                new Framing.Ended(141, Framing.Output.OPEN, Optional.of(failure)));
    }
}
