package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.internal.memory.HugePages;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Keeps the chunks of closed scopes for the next ones, up to a budget.
///
/// A large chunk that goes back to the operating system comes back as pages that must each be faulted in and cleared:
/// that cost as much as decoding into them. What is kept stays charged to the allocator until [#close].
///
/// **Threads.** Safe for concurrent calls. **Ownership.** Owns the chunks that it keeps. Chunks that come back after
/// [#close] are freed.
public final class ChunkRecycler implements AutoCloseable {
    private static final long BUDGET_BYTES = 32 << 20;

    /// A chunk may be this many times as large as asked for.
    private static final int MAX_WASTE = 2;

    private final BufferAllocator allocator;
    private final List<ArrowBuf> kept = new ArrayList<>();
    private long keptBytes;
    private boolean closed;

    /// @param allocator what chunks are allocated from
    public ChunkRecycler(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /// A chunk of at least `bytes` bytes. The one that came back last is preferred: it is likely to be in a cache.
    ArrowBuf take(long bytes) {
        ArrowBuf chunk = takeKept(bytes);
        if (chunk != null) {
            return chunk;
        }
        try {
            return HugePages.allocate(allocator, bytes);
        } catch (OutOfMemoryException e) {
            if (!shrink(0)) {
                throw e;
            }
            return HugePages.allocate(allocator, bytes);
        }
    }

    private synchronized @Nullable ArrowBuf takeKept(long bytes) {
        for (int i = kept.size() - 1; i >= 0; i--) {
            long capacity = kept.get(i).capacity();
            if (capacity >= bytes && capacity / MAX_WASTE <= bytes) {
                keptBytes -= capacity;
                return kept.remove(i);
            }
        }
        return null;
    }

    /// Takes a chunk back.
    void giveBack(ArrowBuf chunk) {
        if (!keep(chunk)) {
            chunk.close();
        }
        shrink(BUDGET_BYTES);
    }

    private synchronized boolean keep(ArrowBuf chunk) {
        if (closed || chunk.capacity() > BUDGET_BYTES) {
            return false;
        }
        kept.add(chunk);
        keptBytes += chunk.capacity();
        return true;
    }

    /// Frees what was kept longest; false if there was nothing to free.
    private synchronized boolean shrink(long toBytes) {
        boolean freed = false;
        while (keptBytes > toBytes) {
            ArrowBuf oldest = kept.removeFirst();
            keptBytes -= oldest.capacity();
            oldest.close();
            freed = true;
        }
        return freed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        shrink(0);
    }
}
