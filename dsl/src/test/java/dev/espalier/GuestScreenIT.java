package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.ToolMissing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Screenshots of machines that have no screen of their own. */
@NeedsTools({"systemd-nspawn", "unshare", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class GuestScreenIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ORANGE = 0xff8000;

    @TempDir
    private Path directory;

    private static int rgb(Path file, int x, int y) throws Exception {
        return ImageIO.read(file.toFile()).getRGB(x, y) & 0xffffff;
    }

    @Test
    @DisplayName("what an X server in the guest shows is the screenshot, also where it lets in only who has its cookie")
    void xServer() throws Exception {
        var desk = NodeSpec.of("desk", new ImageSpec.Debian(List.of("xvfb", "x11-apps", "xauth")))
                .backend("nspawn")
                .onVlans();
        try (var test = new TestingCluster(directory, desk)) {
            var one = test.machine("desk");
            one.succeed("""
                    touch /root/cookie; xauth -q -f /root/cookie add :0 . 0123456789abcdef0123456789abcdef
                    systemd-run --quiet --unit=x Xvfb :0 -screen 0 320x200x24 -wr -auth /root/cookie
                    systemd-run --quiet --unit=clock --setenv=DISPLAY=:0 --setenv=XAUTHORITY=/root/cookie \\
                        --property=Restart=on-failure xlogo -geometry 100x80+40+20 -bg '#ff8000' -fg '#ff8000'""");
            one.waitForOpenUnixSocket("/tmp/.X11-unix/X0", SOON);
            var file = one.screenshot("desk");
            for (var end = Instant.now().plus(SOON); rgb(file, 90, 60) != ORANGE && Instant.now().isBefore(end);) {
                file = one.screenshot("desk");
            }
            assertThat(rgb(file, 90, 60)).isEqualTo(ORANGE);
            assertThat(rgb(file, 10, 190)).isEqualTo(0xffffff);
            assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(320);

            one.succeed("systemctl kill --signal=KILL x");
            assertThatThrownBy(() -> one.screenshot("desk")).isInstanceOf(CommandFailed.class)
                    .hasMessageContainingAll("desk", "unable to open display");
            one.succeed("rm $(type -P xwd)");
            assertThatThrownBy(() -> one.screenshot("desk")).isInstanceOf(ToolMissing.class)
                    .hasMessageContainingAll("desk", "no xwd", "a screenshot");
            one.succeed("mkdir -p /run/user/0; systemd-run --quiet socat UNIX-LISTEN:/run/user/0/wayland-0 -");
            one.waitUntilSucceeds("[ -S /run/user/0/wayland-0 ]", SOON);
            assertThatThrownBy(() -> one.screenshot("desk")).isInstanceOf(ToolMissing.class)
                    .hasMessageContaining("no grim");
        }
    }

    @Test
    @DisplayName("a guest that shows nothing says so, one that lacks the program names it, and a framebuffer needs none")
    void withoutDesktop() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one").backend("nspawn").onVlans())) {
            var one = test.machine("one");
            assertThatThrownBy(() -> one.screenshot("nothing")).isInstanceOf(ToolMissing.class)
                    .hasMessageContainingAll("one", "X server", "Wayland", "framebuffer", "a screenshot");

            one.succeed("""
                    mkdir -p /tmp/graphics/fb0; cd /tmp/graphics/fb0
                    echo 4,3 >virtual_size; echo 16 >stride; echo 32 >bits_per_pixel; echo U:2x2p-0 >mode
                    mount -t tmpfs tmpfs /sys/class; mkdir /sys/class/graphics; mv /tmp/graphics/fb0 /sys/class/graphics
                    printf '\\0\\200\\377\\0%060d' 0 >/dev/fb0""");
            var file = one.screenshot("framebuffer");
            assertThat(rgb(file, 0, 0)).isEqualTo(ORANGE);
            assertThat(ImageIO.read(file.toFile()).getHeight()).isEqualTo(2);
        }
    }
}
