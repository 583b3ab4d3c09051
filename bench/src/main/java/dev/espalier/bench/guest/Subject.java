package dev.espalier.bench.guest;

import java.io.IOException;

/** One way to give commands to a guest that runs, and to have their outputs and inputs. */
public interface Subject extends Taker {

    /**
     * Has the guest write so many bytes, and takes them.
     *
     * @return how many arrived
     */
    long download(long bytes) throws IOException;

    /** Has the guest read so many bytes. */
    void upload(long bytes) throws IOException;
}
