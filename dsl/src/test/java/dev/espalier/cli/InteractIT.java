package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import dev.espalier.Cluster;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.run.TestPreparation;
import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.HostReadiness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shell in a guest, by the keys of somebody at a prompt. */
@NeedsTools({"systemd-nspawn", "script", "unshare", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Alone
class InteractIT extends RunWithImages {
    private static final String INTERRUPT = "\u0003";
    private static final String END_OF_INPUT = "\u0004";
    private static final String WAY_OUT = "\u001d\u001d\u001d";

    private CommandUnderTest.Running prompt(String image) throws Exception {
        var test = espalier.configured("startAll();", """
                {"vms": {"one": {"backend": "nspawn", "image": %s, "vlans": []}}}""".formatted(image));
        var cluster = TestPreparation.of(test).configuration().cluster();
        var unused = HostReadiness.orSkip(getClass(), () -> {
            Cluster.requireHost(cluster, ImageCache.ofUser());
            return cluster;
        });
        var session = espalier.start(CommandUnderTest.AT_A_TERMINAL, "repl", "-o", espalier.report().toString(),
                test.toString());
        session.awaitText("jshell> ");
        session.type("one.interact()\r");
        return session;
    }

    @Test
    @DisplayName("it has a terminal of its own with the size of the one here, also when that changes, and Ctrl-C is the guest's;"
            + " both ways back lead to the prompt")
    void terminal() throws Exception {
        var session = prompt("{\"debian\": {\"packages\": [\"nginx-light\"]}}");
        session.awaitText("a shell in one");
        session.type("test -t 0 && test -t 1 && echo termi\"nal\" on $(hostname)\r");
        session.awaitText("terminal on one");
        session.type("trap 'echo size \"now\" $(stty size)' WINCH; echo rea\"dy\"\r");
        session.awaitText("ready");
        session.resize(33, 99);
        session.type("\r");
        session.awaitText("size now 33 99");
        session.type("sh -c 'echo begun$((0 + 1)); exec sleep 600'\r");
        session.awaitText("begun1");
        session.type(INTERRUPT);
        session.type("echo status\"=\"$?\r");
        session.awaitText("status=130");
        session.type("exit\r");
        session.awaitText("jshell> ");
        session.type("one.interact()\r");
        session.awaitText("a shell in one");
        session.type("echo again\"2\"\r");
        session.awaitText("again2");
        session.type(WAY_OUT);
        session.awaitText("jshell> ");
        session.type("one.succeed(\"! ls /tmp/espalier-*\")\r");
        session.awaitText("==> \"\"");
        session.type(END_OF_INPUT);
        assertThat(session.await().status()).isZero();
        assertThat(espalier.leftovers()).isEmpty();
    }

    @Test
    @DisplayName("a guest that cannot make a terminal has a shell that is given a line at a time, and somebody is told so")
    void lines() throws Exception {
        var session = prompt("\"tiny\"");
        session.awaitText("a line at a time");
        session.type("where=here\n");
        session.type("echo it is $where, $(hostname)\n");
        session.awaitText("it is here, one");
        session.type(END_OF_INPUT);
        session.awaitText("jshell> ");
        session.type(END_OF_INPUT);
        assertThat(session.await().status()).isZero();
    }
}
