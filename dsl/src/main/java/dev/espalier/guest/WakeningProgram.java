package dev.espalier.guest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A program for a guest that goes on from a snapshot. It removes its own file, sets the clock, and has the kernel make its next
 * random numbers of a new secret: what is only written to /dev/urandom counts after up to a minute, and no usual tool has the
 * system call that changes that. A program of its own is also the quickest: the guest starts one, where tools would be several.
 */
final class WakeningProgram {
    private static final int SECRET = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** An ELF executable for Linux on x86-64, loaded at 4 MiB; the time and the secret follow it. */
    private static final String PROGRAM = """
            7f454c460201010000000000000000000200                an executable of 64 bits
            3e00010000007800400000000000                        for x86-64, which begins at its byte 0x78
            4000000000000000000000000000000000000000400038000100000000000000
            0100000005000000000000000000000000004000000000000000400000000000
            380100000000000038010000000000000010000000000000    all of its 0x138 bytes, to be read and run
            b857000000          movl    $87, %eax               # unlink
            488b7c2408          movq    8(%rsp), %rdi           # argv[0]
            0f05                syscall
            b8e3000000          movl    $227, %eax              # clock_settime
            31ff                xorl    %edi, %edi              # CLOCK_REALTIME
            488d3556000000      leaq    time(%rip), %rsi
            0f05                syscall
            89c3                movl    %eax, %ebx
            b802000000          movl    $2, %eax                # open
            488d3d39000000      leaq    path(%rip), %rdi
            be01000000          movl    $1, %esi                # O_WRONLY
            31d2                xorl    %edx, %edx
            0f05                syscall
            89c5                movl    %eax, %ebp
            b801000000          movl    $1, %eax                # write
            89ef                movl    %ebp, %edi
            488d353d000000      leaq    secret(%rip), %rsi
            ba40000000          movl    $64, %edx
            0f05                syscall
            b810000000          movl    $16, %eax               # ioctl
            89ef                movl    %ebp, %edi
            be07520000          movl    $0x5207, %esi           # RNDRESEEDCRNG
            0f05                syscall
            89c7                movl    %eax, %edi
            09df                orl     %ebx, %edi              # nonzero if either has failed
            b83c000000          movl    $60, %eax               # exit
            0f05                syscall
            2f6465762f7572616e646f6d00      path:   "/dev/urandom"
            """;

    private WakeningProgram() {}

    /** A script for a shell, which fails if the guest cannot run the program. */
    static String script(Instant now) {
        var name = new byte[8];
        RANDOM.nextBytes(name);
        return """
                wake() { printf '%s' >$1 && chmod 700 $1 && $1; }
                wake /run/.espalier-%2$s 2>/dev/null || wake /tmp/.espalier-%2$s
                """.formatted(printable(executable(now)), HexFormat.of().formatHex(name));
    }

    private static byte[] executable(Instant now) {
        var program = HexFormat.of()
                .parseHex(PROGRAM.lines().map(line -> line.split(" ", 2)[0]).collect(Collectors.joining()));
        var secret = new byte[SECRET];
        RANDOM.nextBytes(secret);
        return ByteBuffer.allocate(program.length + 2 * Long.BYTES + SECRET)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(program)
                .putLong(now.getEpochSecond())
                .putLong(now.getNano())
                .put(secret)
                .array();
    }

    /** For printf. */
    private static String printable(byte[] bytes) {
        var text = new StringBuilder();
        for (var octet : bytes) {
            text.append(String.format(Locale.ROOT, "\\%03o", octet & 0xff));
        }
        return text.toString();
    }
}
