package dev.espalier.backends.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

class ModuleIndexTest {
    private final ModuleIndex index = ModuleIndex.parse(List.of("kernel/virtio/virtio.ko:",
            "kernel/virtio/virtio_ring.ko: kernel/virtio/virtio.ko",
            "kernel/net/virtio_net.ko: kernel/net/net_failover.ko kernel/virtio/virtio.ko kernel/virtio/virtio_ring.ko",
            "kernel/net/net_failover.ko:", "kernel/char/virtio-rng.ko.xz: kernel/virtio/virtio_ring.ko"),
            List.of("kernel/net/packet/af_packet.ko"));

    @Test
    void putsEachModuleAfterThoseItNeeds() {
        assertThat(index.loadOrder(List.of("virtio_net"))).containsExactly("kernel/net/net_failover.ko",
                "kernel/virtio/virtio.ko", "kernel/virtio/virtio_ring.ko", "kernel/net/virtio_net.ko");
    }

    @Test
    void loadsAModuleThatSeveralNeedOnce() {
        assertThat(index.loadOrder(List.of("virtio_ring", "virtio_net", "virtio"))).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void takesHyphensForUnderscoresAndCompressedFilesForModules() {
        assertThat(index.loadOrder(List.of("virtio_rng"))).last().isEqualTo("kernel/char/virtio-rng.ko.xz");
    }

    @Test
    void loadsNothingForWhatIsBuiltIn() {
        assertThat(index.loadOrder(List.of("af-packet"))).isEmpty();
    }

    @Test
    void namesAModuleThatTheKernelLacks() {
        assertThatThrownBy(() -> index.loadOrder(List.of("9p"))).hasMessageContaining("9p");
    }
}
