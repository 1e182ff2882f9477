package io.forwardstore.cli.internal.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// The process's standard output, with failures: [System#out] would swallow them.
public final class StandardOutput extends OutputStream {
    private final OutputStream target;

    public StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            target.write(bytes, from, count);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// Neither `EPIPE` nor its Windows kin has a type of its own.
    private static IOException failure(IOException e) {
        String reason = String.valueOf(e.getMessage());
        return reason.contains("Broken pipe") || reason.contains("pipe is being closed")
                ? new ClosedPipeException(e)
                : new IOException("[standard output] Cannot write: " + reason, e);
    }
}
