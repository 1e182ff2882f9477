package io.forwardstore.cli.internal.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// Makes failures of a stream name what is written.
final class NamedStream extends OutputStream {
    private final Object name;
    private final OutputStream target;

    NamedStream(Object name, OutputStream target) {
        this.name = name;
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        try {
            target.write(bytes, from, count);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            target.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            target.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private IOException failure(IOException cause) {
        return new IOException("[" + name + "] Cannot write: " + cause.getMessage(), cause);
    }
}
