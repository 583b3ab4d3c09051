package dev.espalier.backends.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageKeyTest {
    private static final HostSystem BOOKWORM = new HostSystem("debian", "bookworm", "amd64");

    @Test
    void isTheSameForEqualSpecs() {
        assertThat(key(BOOKWORM, "nginx-light", "curl")).isEqualTo(key(BOOKWORM, "curl", "nginx-light", "curl"));
    }

    @Test
    void differsWithTheContentsTheReleaseAndTheArchitecture() {
        var keys = List.of(key(BOOKWORM), key(BOOKWORM, "nginx-light"),
                key(new HostSystem("debian", "trixie", "amd64")), key(new HostSystem("debian", "bookworm", "arm64")),
                ImageRecipe.of(new ImageSpec.Tiny()).key(BOOKWORM));
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void differsWithHowPartsAreDivided() {
        assertThat(new Fingerprint().with("ab").with("c").hex(64))
                .isNotEqualTo(new Fingerprint().with("a").with("bc").hex(64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tiny", "tiny-0123", "../tiny-0123456789abcdef", "tiny-0123456789ABCDEF"})
    void refusesWhatNamesNoImage(String value) {
        assertThatThrownBy(() -> new ImageKey(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "nginx,curl", "--hook", "?essential", "a b", "Nginx", "a=1"})
    void refusesWhatIsNotAPackageName(String name) {
        assertThatThrownBy(() -> new ImageSpec.Debian(List.of(name))).isInstanceOf(IllegalArgumentException.class);
    }

    private static ImageKey key(HostSystem host, String... packages) {
        return ImageRecipe.of(new ImageSpec.Debian(List.of(packages))).key(host);
    }
}
