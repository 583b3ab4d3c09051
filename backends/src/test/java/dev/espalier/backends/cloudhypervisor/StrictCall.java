package dev.espalier.backends.cloudhypervisor;

import java.util.Arrays;
import java.util.Optional;

/** The calls of Cloud Hypervisor's API that its stand-in knows. */
enum StrictCall {
    PING("GET vmm.ping"),
    INFO("GET vm.info"),
    CREATE("PUT vm.create"),
    BOOT("PUT vm.boot"),
    PAUSE(
            "PUT vm.pause"),
    RESUME("PUT vm.resume"),
    REBOOT("PUT vm.reboot"),
    POWER_BUTTON(
            "PUT vm.power-button"),
    RESIZE("PUT vm.resize"),
    SNAPSHOT("PUT vm.snapshot"),
    RESTORE("PUT vm.restore"),
    DELETE("PUT vm.delete"),
    SHUTDOWN_ALL(
            "PUT vmm.shutdown");

    private final String words;

    StrictCall(String words) {
        this.words = words;
    }

    static Optional<StrictCall> of(String call) {
        return Arrays.stream(values()).filter(each -> each.words.equals(call)).findAny();
    }
}
