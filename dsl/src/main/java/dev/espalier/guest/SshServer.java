package dev.espalier.guest;

import java.time.Duration;

import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.ToolMissing;

/**
 * An SSH server in the guest for one connection, which is the input and the output of the command that runs it: it takes no
 * network, and nothing of what the guest is set up for but the server's program. It lets one key in, as root.
 */
public final class SshServer {
    private static final Duration FOR_EVER = Duration.ofDays(100);
    private static final int NO_SUCH_PROGRAM = 127;

    /**
     * The server makes its connection one that does not block, which would then be so for all who share it; so it has pipes
     * of its own. What reads the input ahead of it is still waiting when it ends. A client that is gone has all of this sent
     * SIGTERM, which may come when the keys are being removed already. Their directory is new and root's alone from the moment
     * that it is there: mktemp makes it, or fails.
     */
    private static final String SCRIPT = """
            PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/run/current-system/sw/bin
            sshd=$(type -P sshd) || exit 127
            umask 077; mkdir -p /run/sshd; keys=$(mktemp -d /run/espalier-ssh.XXXXXX)
            trap : TERM
            trap 'trap "" TERM; rm -rf "$keys"' EXIT
            printf %s @HOST_KEY@ >"$keys/host"; printf %s @AUTHORIZED@ >"$keys/authorized"
            pam=no; [ ! -e /etc/pam.d/sshd ] || pam=yes
            serve() {
                "$sshd" "$@" -f /dev/null -o HostKey="$keys/host" -o AuthorizedKeysFile="$keys/authorized" \
                -o StrictModes=no -o PermitRootLogin=prohibit-password -o UsePAM=$pam -o PrintMotd=no -o PidFile=none \
                -o Subsystem='sftp internal-sftp'
            }
            """;
    private static final String TEST = "serve -t";
    private static final String CONNECTION = """
            exec 9<&0; exec 8< <(exec cat <&9); ahead=$!; exec 9<&-
            serve -i <&8 | cat || :
            kill $ahead""";

    private final String script;

    /**
     * @param hostKey    the server's private key, as {@code ssh-keygen} writes it
     * @param authorized the public key that it lets in
     */
    public SshServer(String hostKey, String authorized) {
        this.script = SCRIPT.replace("@HOST_KEY@", ShellWords.quoted(hostKey))
                .replace("@AUTHORIZED@", ShellWords.quoted(authorized));
    }

    /**
     * Makes sure that a guest can run it, with something to read: there are shells that cannot give a command its input.
     *
     * @throws ToolMissing   if it has no {@code sshd}
     * @throws CommandFailed if its {@code sshd} does not take what it is told
     * @throws dev.espalier.error.CommandLost if the guest's shell is one of those
     */
    public void requireIn(Guest guest) {
        var result = guest.look(script + TEST, CommandOptions.DEFAULT.stdin("\n"));
        if (result.exitStatus() == NO_SUCH_PROGRAM) {
            throw new ToolMissing(guest.name(), "sshd", "an SSH session");
        }
        if (!result.succeeded()) {
            throw CommandFailed.unsuccessful(guest.name(), "sshd -t", result, guest.consoleTail());
        }
    }

    /** The command. */
    public ShellCommand connection() {
        return new ShellCommand(script + CONNECTION, FOR_EVER);
    }
}
