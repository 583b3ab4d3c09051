package dev.espalier.backends.qemu;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A guest that is nothing but firmware, and finds out how fast its processor is. In 32-bit mode, where a processor that
 * virtualises has nothing to interpret, it counts to 20,000 and looks at the time stamp counter before and after; the best
 * of eight times counts, as the host may be busy with something else. It says what it has found by QEMU's exit status.
 */
final class ProbeGuest {
    /** QEMU's device whose port ends it. */
    static final List<String> DEVICE = List.of("-device", "isa-debug-exit,iobase=0xf4,iosize=1");

    private static final int SIZE = 64 * 1024;
    /** A processor begins 16 bytes before the end of the firmware. */
    private static final int RESET_VECTOR = SIZE - 16;
    private static final String JUMP_TO_BEGIN = "e90d00";

    /** The firmware's last 64 KiB lie at the end of the first 4 GiB, and are where the processor begins. */
    private static final String BEGIN = """
            fa                  cli
            2e660f01165000      lgdtl   %cs:table
            0f20c0              movl    %cr0, %eax
            0c01                orb     $1, %al
            0f22c0              movl    %eax, %cr0
            66ea1800ffff0800    ljmpl   $8, $count
            b308                count:  movb $8, %bl
            0f31                again:  rdtsc
            89c6                movl    %eax, %esi
            b9204e0000          movl    $20000, %ecx
            49                  down:   decl %ecx
            75fd                jnz     down
            0f31                rdtsc
            29f0                subl    %esi, %eax
            3d40420f00          cmpl    $1000000, %eax
            7209                jb      fast
            fecb                decb    %bl
            75e5                jnz     again
            b011                movb    $0x11, %al
            e6f4                outb    %al, $0xf4
            f4                  hlt
            b010                fast:   movb $0x10, %al
            e6f4                outb    %al, $0xf4
            f4                  hlt
            90                  nop
            0000000000000000    segment 0: none
            ffff0000009bcf00    segment 8: code, from 0 to 4 GiB
            0f004000ffff        table:  15, segment 0
            """;

    /** The device makes QEMU exit with twice what was written to its port, plus one. */
    private static final int FAST = 0x10 * 2 + 1;
    private static final int SLOW = 0x11 * 2 + 1;

    private ProbeGuest() {}

    /** What can be heard of its processor. */
    enum Answer {
        /** A cycle or a few for an instruction, as a processor takes or QEMU's translator. */
        FAST,
        /** More than 25 cycles for an instruction, as an interpreter takes. A kernel would take minutes to boot, if it did. */
        SLOW,
        NONE
    }

    static Answer answer(int exitStatus) {
        return switch (exitStatus) {
            case FAST -> Answer.FAST;
            case SLOW -> Answer.SLOW;
            default -> Answer.NONE;
        };
    }

    static byte[] firmware() {
        var firmware = new byte[SIZE];
        Arrays.fill(firmware, (byte) 0xf4);
        var code = new StringBuilder();
        BEGIN.lines().forEach(line -> code.append(line, 0, line.indexOf(' ')));
        put(code.toString(), firmware, 0);
        put(JUMP_TO_BEGIN, firmware, RESET_VECTOR);
        return firmware;
    }

    private static void put(String code, byte[] firmware, int at) {
        var bytes = HexFormat.of().parseHex(code);
        System.arraycopy(bytes, 0, firmware, at, bytes.length);
    }
}
