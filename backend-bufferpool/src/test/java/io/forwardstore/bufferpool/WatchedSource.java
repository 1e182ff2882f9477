package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notes what is read of a file, and lets a test come between the read and its reader.
final class WatchedSource extends SourceOver {
    final List<FileRange> reads = new CopyOnWriteArrayList<>();
    volatile Step afterRead = _ -> {};

    WatchedSource(FileSource file) {
        super(file);
    }

    /// What happens when a range was read.
    @FunctionalInterface
    interface Step {
        void of(FileRange read) throws IOException;
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
        FileRange range = new FileRange(offsetBytes, bytes);
        reads.add(range);
        long address = file().read(offsetBytes, bytes, scope);
        afterRead.of(range);
        return address;
    }
}
