package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.OutOfMemoryException;

import java.io.IOException;

/// A run of a file's bytes in memory, read at once for the pages that lie there.
///
/// Where it cannot be had, for want of memory or because a part of it cannot be read, it is empty: every page goes to
/// the file then, and meets by itself what is wrong with it.
///
/// **Threads.** One at a time. **Ownership.** Holds its memory until [#close]; reads copy.
final class Stretch implements FileWindow, AutoCloseable {
    private final FileSource source;
    private final FileRange range;
    private final LoadScope memory;
    private final long address;
    private final long bytes;

    /// @param source the file
    /// @param range what to read of it
    Stretch(FileSource source, FileRange range, BufferManager manager) {
        this.source = source;
        this.range = range;
        this.memory = new LoadScope(manager, Patience.NONE);
        long at = 0;
        try {
            at = source.read(range.offsetBytes(), range.bytes(), memory);
        } catch (IOException | OutOfMemoryException _) {
            // Empty.
        } finally {
            if (at == 0) {
                memory.close();
            }
        }
        this.address = at;
        this.bytes = at == 0 ? 0 : range.bytes();
    }

    @Override
    public long read(long offsetBytes, long wantedBytes, PageScope scope) throws IOException {
        long start = offsetBytes - range.offsetBytes();
        if (start < 0 || wantedBytes > bytes - start) {
            return source.read(offsetBytes, wantedBytes, scope);
        }
        long target = scope.allocate(wantedBytes);
        Memory.copy(address + start, target, wantedBytes);
        return target;
    }

    @Override
    public void close() {
        memory.close();
    }
}
