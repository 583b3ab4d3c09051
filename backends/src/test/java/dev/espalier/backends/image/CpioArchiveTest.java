package dev.espalier.backends.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;

class CpioArchiveTest {
    private static final List<CpioArchive.Entry> ENTRIES = List.of(new CpioArchive.Directory("bin"),
            CpioArchive.File.of("bin/tool", 0755, new byte[]{1, 2, 3}), new CpioArchive.Link("bin/alias", "tool"));

    @Test
    void keepsKindsPermissionsAndContents() throws Exception {
        try (var archive = new CpioArchiveInputStream(new ByteArrayInputStream(written()))) {
            var directory = archive.getNextEntry();
            assertThat(directory.isDirectory()).isTrue();
            assertThat(directory.getMode() & 0777).isEqualTo(0755);
            var file = archive.getNextEntry();
            assertThat(file.isRegularFile()).isTrue();
            assertThat(file.getMode() & 0777).isEqualTo(0755);
            assertThat(file.getUID()).isZero();
            assertThat(archive.readAllBytes()).containsExactly(1, 2, 3);
            var link = archive.getNextEntry();
            assertThat(link.isSymbolicLink()).isTrue();
            assertThat(archive.readAllBytes()).asString().isEqualTo("tool");
            assertThat(archive.getNextEntry()).isNull();
        }
    }

    @Test
    void equalEntriesMakeEqualArchives() throws Exception {
        assertThat(written()).isEqualTo(written());
    }

    private static byte[] written() throws IOException {
        var out = new ByteArrayOutputStream();
        CpioArchive.write(ENTRIES, out);
        return out.toByteArray();
    }
}
