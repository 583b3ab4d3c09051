package dev.espalier.runtime.console;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.io.Wire;

/** One connection of a machine's console. What was said is read to its end, whatever becomes of what is typed. */
record ConsoleConnection(InputStream said, Wire typing, Connection whole) implements Closeable {

    static ConsoleConnection over(Connection whole) {
        return new ConsoleConnection(new Said(whole.input()), Wire.to(new TypingHalf(whole)), whole);
    }

    @Override
    public void close() {
        typing.close();
        Closing.quietly(whole);
    }

    /** A machine that ends with typed text unread resets its connection: as good an end as the orderly one. */
    private static final class Said extends FilterInputStream {
        private Said(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                return -1;
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                return -1;
            }
        }
    }

    /** A failure to write is no reason to close the connection. */
    private record TypingHalf(Connection whole) implements Connection {
        @Override
        public InputStream input() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream output() {
            return whole.output();
        }

        @Override
        public void close() {
            // the reader does when it has read all
        }
    }
}
