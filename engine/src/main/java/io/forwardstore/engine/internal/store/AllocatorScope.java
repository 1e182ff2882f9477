package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.HugePages;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A scope whose memory comes from an Arrow allocator. Small pieces share a chunk. May be used again after [#close].
public final class AllocatorScope implements PageScope {
    private static final int ALIGNMENT_BYTES = 64;
    private static final int SLACK_BYTES = 64;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final BufferAllocator allocator;
    private final @Nullable ChunkRecycler recycler;
    private final List<ArrowBuf> chunks = new ArrayList<>(0);
    private final List<Runnable> releases = new ArrayList<>(0);
    private long next;
    private long end;
    private long allocatedBytes;
    private boolean frugal;

    /// @param allocator what memory is allocated from and charged to
    public AllocatorScope(BufferAllocator allocator) {
        this(allocator, null);
    }

    /// @param recycler what chunks come from and go back to, null if they are allocated and freed each time
    public AllocatorScope(BufferAllocator allocator, @Nullable ChunkRecycler recycler) {
        this.allocator = allocator;
        this.recycler = recycler;
    }

    @Override
    public long allocate(long bytes) {
        long needed = Math.addExact(bytes, SLACK_BYTES + ALIGNMENT_BYTES - 1L) & -ALIGNMENT_BYTES;
        if (needed > end - next) {
            if (needed > CHUNK_BYTES / 4) {
                return align(newChunk(needed + ALIGNMENT_BYTES).memoryAddress());
            }
            ArrowBuf chunk = newChunk(CHUNK_BYTES);
            next = align(chunk.memoryAddress());
            end = chunk.memoryAddress() + chunk.capacity();
        }
        long address = next;
        next += needed;
        return address;
    }

    private ArrowBuf newChunk(long bytes) {
        // A fault that is on its way must not surface between an allocation and its being noted.
        Memory.awaitFaults();
        ArrowBuf chunk = recycler == null ? HugePages.allocate(allocator, bytes) : recycler.take(bytes);
        chunks.add(chunk);
        allocatedBytes += chunk.capacity();
        return chunk;
    }

    private static long align(long address) {
        return (address + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
    }

    /// The memory held now, allocated or adopted, in bytes.
    public long allocatedBytes() {
        return allocatedBytes;
    }

    @Override
    public void onClose(Runnable release) {
        releases.add(release);
    }

    @Override
    public boolean adopt(long bytes, Runnable release) {
        if (frugal) {
            return false;
        }
        allocatedBytes += bytes;
        releases.add(release);
        return true;
    }

    @Override
    public PageScope scratch() {
        AllocatorScope scratch = new AllocatorScope(allocator, recycler);
        scratch.frugal = frugal;
        return scratch;
    }

    /// Keeps no more than a page at a time from now on.
    void becomeFrugal() {
        frugal = true;
    }

    /// Keeps all pages again.
    void becomeGenerous() {
        frugal = false;
    }

    @Override
    public boolean isFrugal() {
        return frugal;
    }

    @Override
    public void close() {
        Memory.deferFaults();
        chunks.forEach(recycler == null ? ArrowBuf::close : recycler::giveBack);
        chunks.clear();
        next = 0;
        end = 0;
        allocatedBytes = 0;
        // What was kept last may be kept by what was kept first, as memory is by the table that it was allocated for.
        for (int i = releases.size() - 1; i >= 0; i--) {
            releases.get(i).run();
        }
        releases.clear();
    }
}
