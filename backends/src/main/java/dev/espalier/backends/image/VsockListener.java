package dev.espalier.backends.image;

import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * A program for guests that have no other for it: it listens at port 1234 of the guest's vsock, and starts the program that its
 * arguments are for each connection, with that as standard input and output.
 */
final class VsockListener {
    /** An ELF executable for Linux on x86-64, loaded at 4 MiB. */
    private static final String PROGRAM = """
            7f454c460201010000000000000000000200                an executable of 64 bits
            3e00010000007800400000000000                        for x86-64, which begins at its byte 0x78
            4000000000000000000000000000000000000000400038000100000000000000
            0100000005000000000000000000000000004000000000000000400000000000
            640100000000000064010000000000000010000000000000    all of its 0x164 bytes, to be read and run
            b829000000                  movl    $41, %eax             # socket
            bf28000000                  movl    $40, %edi             # AF_VSOCK
            be01000800                  movl    $0x80001, %esi        # SOCK_STREAM | SOCK_CLOEXEC
            31d2                        xorl    %edx, %edx
            0f05                        syscall
            89c3                        movl    %eax, %ebx
            b831000000                  movl    $49, %eax             # bind
            89df                        movl    %ebx, %edi
            488d35b9000000              leaq    address(%rip), %rsi
            ba10000000                  movl    $16, %edx
            0f05                        syscall
            85c0                        testl   %eax, %eax
            0f859e000000                jnz     failed
            b832000000                  movl    $50, %eax             # listen
            89df                        movl    %ebx, %edi
            be80000000                  movl    $128, %esi
            0f05                        syscall
            85c0                        testl   %eax, %eax
            0f8588000000                jnz     failed
            b820010000          next:   movl    $288, %eax            # accept4
            89df                        movl    %ebx, %edi
            31f6                        xorl    %esi, %esi
            31d2                        xorl    %edx, %edx
            4531d2                      xorl    %r10d, %r10d
            0f05                        syscall
            85c0                        testl   %eax, %eax
            7874                        js      failed
            89c5                        movl    %eax, %ebp
            b839000000                  movl    $57, %eax             # fork
            0f05                        syscall
            85c0                        testl   %eax, %eax
            7424                        jz      child
            b803000000                  movl    $3, %eax              # close
            89ef                        movl    %ebp, %edi
            0f05                        syscall
            b83d000000          reap:   movl    $61, %eax             # wait4
            4883cfff                    orq     $-1, %rdi             # any child
            31f6                        xorl    %esi, %esi
            ba01000000                  movl    $1, %edx              # WNOHANG
            4531d2                      xorl    %r10d, %r10d
            0f05                        syscall
            85c0                        testl   %eax, %eax
            7fe7                        jg      reap
            ebbb                        jmp     next
            b870000000          child:  movl    $112, %eax            # setsid
            0f05                        syscall
            b821000000                  movl    $33, %eax             # dup2
            89ef                        movl    %ebp, %edi
            31f6                        xorl    %esi, %esi            # standard input
            0f05                        syscall
            b821000000                  movl    $33, %eax             # dup2
            89ef                        movl    %ebp, %edi
            be01000000                  movl    $1, %esi              # standard output
            0f05                        syscall
            b803000000                  movl    $3, %eax              # close
            89ef                        movl    %ebp, %edi
            0f05                        syscall
            b83b000000                  movl    $59, %eax             # execve
            488b7c2410                  movq    16(%rsp), %rdi        # argv[1]
            488d742410                  leaq    16(%rsp), %rsi        # argv + 1
            488b0c24                    movq    (%rsp), %rcx          # argc
            488d54cc10                  leaq    16(%rsp,%rcx,8), %rdx # envp = rsp + 8 + (argc+1)*8
            0f05                        syscall
            b83c000000          failed: movl    $60, %eax             # exit
            bf01000000                  movl    $1, %edi
            0f05                        syscall
            28000000            address: AF_VSOCK
            d2040000            port 1234
            ffffffff            of any of the guest's addresses
            00000000
            """;

    private VsockListener() {}

    static byte[] program() {
        return HexFormat.of()
                .parseHex(PROGRAM.lines().map(line -> line.split(" ", 2)[0]).collect(Collectors.joining()));
    }

    static CpioArchive.File inArchive(String path) {
        return CpioArchive.File.of(path, 0755, program());
    }
}
