package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.spi.QmpEvent;
import dev.espalier.error.QmpFailed;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.seat.LoosePattern;
import dev.espalier.seat.TextRecognition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One guest, before which these tests sit one after the other. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod", "tesseract"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ScreenAndKeyboardIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PRINTABLE = IntStream.rangeClosed(' ', '~')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    @TempDir
    private static Path directory;

    private static TestingCluster test;
    private static Machine one;

    @BeforeAll
    static void boot() throws Exception {
        test = new TestingCluster(directory, TestingCluster.tiny("one"));
        one = test.machine("one");
        one.waitForShell();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    /** Has the guest write to its screen, from the upper left corner on. */
    private static void show(String command) {
        one.succeed("{ printf '\\033[2J\\033[H'; " + command + "; } >/dev/tty1");
    }

    /** Has the guest read {@code lines} from its keyboard into a file, while {@code type} types them. */
    private static String typed(int lines, Runnable type) {
        one.succeed("rm -f /tmp/typed.done", "exec 3</dev/tty1; { head -n " + lines
                + " <&3 >/tmp/typed; touch /tmp/typed.done; } >/dev/null 2>&1 &");
        type.run();
        one.waitForFile("/tmp/typed.done");
        return one.succeed("cat /tmp/typed");
    }

    @Test
    @DisplayName("all printable characters arrive on the guest's terminal")
    void printable() {
        assertThat(typed(1, () -> one.sendChars(PRINTABLE + "\n"))).isEqualTo(PRINTABLE + "\n");
    }

    @Test
    @DisplayName("a long text arrives also when the guest is busy")
    void busy() {
        one.succeed("{ while :; do :; done; } >/dev/null 2>&1 & echo $! >/tmp/busy");
        var text = (PRINTABLE + "\n").repeat(4);
        assertThat(typed(4, () -> one.sendChars(text))).isEqualTo(text);
        one.succeed("kill $(cat /tmp/busy)");
    }

    @Test
    @DisplayName("looking at the screen does not disturb who types")
    void looking() {
        show("true");
        assertThat(typed(1, () -> {
            var typing = CompletableFuture.runAsync(() -> one.sendChars(PRINTABLE + "\n"),
                    work -> Thread.ofVirtual().start(work));
            while (!typing.isDone()) {
                assertThat(one.getScreenText()).hasSizeLessThanOrEqualTo(PRINTABLE.length() + 1);
            }
            typing.join();
        })).isEqualTo(PRINTABLE + "\n");
    }

    @Test
    @DisplayName("keys go down together")
    void chord() {
        assertThat(typed(1, () -> {
            one.sendChars("wrong");
            one.sendKey("ctrl-u");
            one.sendKey("shift-r");
            one.sendChars("ight");
            one.sendKey("ret");
        })).isEqualTo("Right\n");
    }

    @Test
    @DisplayName("a key that there is not is refused in QEMU's words")
    void noSuchKey() {
        assertThatThrownBy(() -> one.sendKey("ctrl-anykey")).isInstanceOf(QmpFailed.class)
                .hasMessageContainingAll("one", "anykey");
    }

    @Test
    @DisplayName("a screenshot is a picture of the screen, in the output directory")
    void screenshot() throws Exception {
        show("echo picture");
        var file = one.screenshot("desk");
        assertThat(file).isEqualTo(directory.resolve("desk.png"));
        var picture = ImageIO.read(file.toFile());
        assertThat(picture.getWidth()).isEqualTo(720);
        assertThat(picture.getHeight()).isEqualTo(400);
        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
        assertThatThrownBy(() -> one.screenshot("../desk")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("text on a text screen is read exactly, also when it has scrolled, and every character that there is")
    void textScreen() {
        for (var lines : new int[]{10, 25, 100, 1000}) {
            show("for n in $(seq 1 " + lines + "); do printf 'line %04d `~!@#$%%^&*()_+{}|:<>?\\n' $n; done");
            assertThat(one.getScreenText()).contains("line %04d `~!@#$%%^&*()_+{}|:<>?".formatted(lines))
                    .isEqualTo(one.succeed("fold -w 80 /dev/vcs1 | sed 's/ *$//'").stripTrailing());
        }
        assertThat(one.screen().textVariants()).containsExactly(one.getScreenText());
    }

    @Test
    @DisplayName("a plain word is recognised on a picture")
    void recognition() {
        show("echo; echo '   Welcome to the machine'");
        var recognition = new TextRecognition(command -> command);
        assertThat(recognition.read(one.screen().png())).hasSize(3).anyMatch(new LoosePattern("welcome")::foundIn);
    }

    @Test
    @DisplayName("text that comes is waited for; text that does not is told from what is there instead")
    void waiting() {
        show("echo nothing here");
        one.succeed("{ sleep 1; echo 'some  Thing' >/dev/tty1; } >/dev/null 2>&1 &");
        one.waitForText("some thing", SOON);
        assertThatThrownBy(() -> one.waitForText("any thing", Duration.ofMillis(500))).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("one", "any thing", "nothing here");
    }

    @Test
    @DisplayName("a paused guest's clock stands still, and goes on when it is resumed")
    void pause() {
        var began = System.nanoTime();
        var before = uptime();
        var paused = Duration.ofSeconds(3);
        one.pause();
        one.pause();
        assertThat(one.qemu().qmp("query-status").path("status").asText()).isEqualTo("paused");
        assertThatThrownBy(() -> one.qemu().waitForEvent(event -> false, paused)).isInstanceOf(WaitTimedOut.class);
        assertThat(one.getScreenText()).isNotNull();
        assertThat(one.qemu().qmp("query-status").path("running").asBoolean()).as("after a look").isFalse();
        one.resume();
        one.resume();
        var after = uptime();
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        assertThat(after.minus(before)).isPositive().isLessThanOrEqualTo(elapsed.minus(paused));
    }

    private static Duration uptime() {
        var seconds = one.succeed("cut -d ' ' -f 1 /proc/uptime").strip();
        return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    }

    @Test
    @DisplayName("QEMU is told things by its monitors, and what it refuses is told")
    void monitors() {
        assertThat(one.qemu().monitor("info name")).isEqualTo("one\n");
        assertThat(one.qemu().qmp("query-name").path("name").asText()).isEqualTo("one");
        assertThat(one.qemu().qmp("query-qmp-schema").size()).isGreaterThan(100);
        assertThatThrownBy(() -> one.qemu().qmp("nonsense")).isInstanceOfSatisfying(QmpFailed.class,
                failed -> assertThat(failed)
                        .extracting(QmpFailed::machine, QmpFailed::command, QmpFailed::errorClass)
                        .containsExactly("one", "nonsense", "CommandNotFound"))
                .hasMessageContaining("has not been found");
    }

    @Test
    @DisplayName("an event of QEMU's is waited for")
    void event() {
        one.succeed("{ sleep 1; hwclock -w; } >/dev/null 2>&1 &");
        assertThat(clockChange().data().path("offset").isNumber()).isTrue();
    }

    private static QmpEvent clockChange() {
        return one.qemu().waitForEvent(event -> event.name().equals("RTC_CHANGE"), SOON);
    }

    @Test
    @DisplayName("what a wait's condition throws, the wait throws, and the event is still there")
    void failingCondition() {
        one.succeed("hwclock -w");
        assertThatThrownBy(() -> one.qemu().waitForEvent(event -> {
            throw new IllegalStateException("no interest");
        }, SOON)).isInstanceOf(IllegalStateException.class).hasMessage("no interest");
        assertThat(clockChange().name()).isEqualTo("RTC_CHANGE");
    }
}
