package io.forwardstore.mmap;

import java.io.IOException;

/// A private mapping made by system calls, and until [#endOpening] the descriptor that it was made from.
final class PrivateRegion implements MappedRegion {
    private static final int NONE = -1;

    private final LibC calls;
    private final LibC.Mapped mapped;
    private int descriptor;

    PrivateRegion(LibC calls, int descriptor, LibC.Mapped mapped) {
        this.calls = calls;
        this.descriptor = descriptor;
        this.mapped = mapped;
    }

    @Override
    public long address() {
        return mapped.address();
    }

    @Override
    public long sizeBytes() {
        return mapped.bytes();
    }

    @Override
    public boolean isOpening() {
        return descriptor != NONE;
    }

    @Override
    public void read(String name, long offsetBytes, long bytes, long target) throws IOException {
        long done = 0;
        while (done < bytes) {
            long count = calls.read(descriptor, target + done, bytes - done, offsetBytes + done);
            if (count == 0) {
                throw new IOException(
                        "["
                                + name
                                + "] Cannot open: the file was truncated from "
                                + sizeBytes()
                                + " to "
                                + (offsetBytes + done)
                                + " bytes meanwhile");
            }
            if (count < 0 && count != -LibC.EINTR) {
                throw new IOException(
                        "["
                                + name
                                + "] Cannot open: reading at byte "
                                + (offsetBytes + done)
                                + " failed with error number "
                                + -count);
            }
            done += Math.max(0, count);
        }
    }

    @Override
    public void endOpening() {
        if (descriptor != NONE) {
            calls.close(descriptor);
            descriptor = NONE;
        }
    }

    @Override
    public void close() {
        endOpening();
        calls.unmap(mapped.address(), mapped.bytes());
    }
}
