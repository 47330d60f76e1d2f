package io.emdia.operations;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives all of its bytes, waits for something, and then fails instead of ending. */
final class Breaking extends InputStream {

    private final ByteArrayInputStream bytes;
    private final Runnable before;

    Breaking(byte[] bytes, Runnable before) {
        this.bytes = new ByteArrayInputStream(bytes);
        this.before = before;
    }

    @Override
    public int read() throws IOException {
        return alive(bytes.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return alive(bytes.read(into, offset, length));
    }

    private int alive(int read) throws IOException {
        if (read < 0) {
            before.run();
            throw new IOException("the client went away");
        }
        return read;
    }
}
