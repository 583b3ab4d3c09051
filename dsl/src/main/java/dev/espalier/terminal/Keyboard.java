package dev.espalier.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is typed, and whose it is: the last borrower's, or else the owner's. A read of a terminal cannot be called back, so one
 * thread does it for all of them.
 */
final class Keyboard {
    private static final int CHUNK = 4096;

    private final InputStream source;
    private final TypedBytes owners = new TypedBytes();
    private final Deque<TypedBytes> borrowers = new ArrayDeque<>();

    Keyboard(InputStream source) {
        this.source = source;
    }

    /** Begins to read. */
    void start() {
        Thread.ofPlatform().daemon().name("keyboard").start(this::pass);
    }

    InputStream owners() {
        return owners;
    }

    /** What is typed from now on, until that is closed; that is its end for whoever reads it. */
    synchronized InputStream borrow() {
        var typed = new TypedBytes(this::giveBack);
        borrowers.push(typed);
        return typed;
    }

    private synchronized void giveBack(TypedBytes typed) {
        borrowers.remove(typed);
        notifyAll();
    }

    private void pass() {
        var bytes = new byte[CHUNK];
        try {
            for (var count = source.read(bytes); isGoingOn(count); count = source.read(bytes)) {
                if (count > 0) {
                    reader().offer(bytes, count);
                }
            }
        } catch (IOException | InterruptedException gone) {
            end();
        }
    }

    /** A terminal that is in lines can be at an end and go on: that is the end of what the borrower of the moment is to read. */
    private synchronized boolean isGoingOn(int count) throws InterruptedException {
        if (count >= 0) {
            return true;
        }
        if (borrowers.isEmpty()) {
            owners.end();
            return false;
        }
        var borrower = borrowers.element();
        borrower.end();
        while (borrowers.contains(borrower)) {
            wait();
        }
        return true;
    }

    private synchronized TypedBytes reader() {
        return borrowers.isEmpty() ? owners : borrowers.element();
    }

    private synchronized void end() {
        borrowers.forEach(TypedBytes::end);
        owners.end();
    }
}
