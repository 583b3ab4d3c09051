package dev.espalier.backends.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * The channel of a command, in which nothing is said any more once it was said that it is closed: OpenSSH's server ends the whole
 * connection on that. Left to itself a channel looks whether it is closed before it writes, and can be closed in between.
 */
final class CommandChannel extends ChannelExec {
    private final AtomicInteger speaking = new AtomicInteger();
    private final CloseFuture silence = new DefaultCloseFuture(this, futureLock);

    private interface Saying {
        IoWriteFuture say() throws IOException;
    }

    CommandChannel(String command) {
        super(command, null, null);
    }

    @Override
    public IoWriteFuture writePacket(Buffer buffer) throws IOException {
        return unlessClosing(() -> super.writePacket(buffer));
    }

    @Override
    protected IoWriteFuture sendEof() throws IOException {
        return unlessClosing(super::sendEof);
    }

    private IoWriteFuture unlessClosing(Saying words) throws IOException {
        speaking.incrementAndGet();
        try {
            return isClosing()
                    ? AbstractIoWriteFuture.fulfilled(this, new EOFException("the channel is being closed"))
                    : words.say();
        } finally {
            if (speaking.decrementAndGet() == 0 && isClosing()) {
                silence.setClosed();
            }
        }
    }

    /** Called when nobody can begin to say anything any more. */
    @Override
    protected Closeable getInnerCloseable() {
        if (speaking.get() == 0) {
            silence.setClosed();
        }
        return builder().when(silence).close(super.getInnerCloseable()).build();
    }
}
