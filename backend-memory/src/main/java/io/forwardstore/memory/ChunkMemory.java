package io.forwardstore.memory;

import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.HugePages;
import io.forwardstore.engine.internal.memory.Lease;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The memory of a growing table, part of which readers may look at while the writer replaces it.
///
/// A buffer that grows is copied to a larger one, and readers of older snapshots still read the smaller. What is
/// replaced is retired to the current [Generation]. A snapshot belongs to a generation, and whoever reads from its
/// growing end holds a reference of that. When what replaced the retired memory is published, a new generation begins;
/// the old one frees what was retired to it once its last reader and all older generations are gone. Readers never
/// wait, and the writer does not wait for them.
///
/// **Threads.** One writer; any thread may drop the last reference of a generation.
final class ChunkMemory implements AutoCloseable {
    private static final long BLOCK_BYTES = 16 << 20;
    private static final long MIN_CUT_BYTES = 64 << 10;
    private static final long MAX_CUT_BYTES = HugePages.MIN_BYTES;

    /// Smaller tables would hold much for nothing in a block that is cut in part.
    private static final long MIN_BYTES_WITH_BLOCKS = 4 * BLOCK_BYTES;

    private final BufferAllocator allocator;
    private final long limitBytes;
    private Generation current = new Generation();
    private @Nullable Block block;

    /// @param allocator what the memory is charged to
    /// @param limitBytes the most that may be held; 0 for no limit
    ChunkMemory(String name, BufferAllocator allocator, long limitBytes) {
        this.allocator = allocator.newChildAllocator("table " + name, 0, Long.MAX_VALUE);
        this.limitBytes = limitBytes == 0 ? Long.MAX_VALUE : limitBytes;
    }

    /// Where a chunk's buffers come from.
    Source newSource() {
        return new Source();
    }

    /// The memory held now, in bytes, retired memory included.
    long allocatedBytes() {
        return allocator.getAllocatedMemory();
    }

    /// True if no byte is left.
    boolean isExhausted() {
        return allocatedBytes() >= limitBytes;
    }

    /// The generation that the next snapshot belongs to.
    Generation current() {
        return current;
    }

    /// Begins a new generation if memory was retired to the current one.
    ///
    /// @return the one before, to be ended once a snapshot of the new one is published, or null
    @Nullable Generation advance() {
        if (current.retired.isEmpty()) {
            return null;
        }
        Generation before = current;
        current = new Generation();
        current.lease.retain();
        before.next = current;
        return before;
    }

    /// Frees everything that was retired once the last reader is gone. All sources' buffers must be released.
    @Override
    public void close() {
        if (block != null) {
            block.release();
        }
        current.end();
    }

    private Region newRegion(long bytes) {
        long rounded = allocator.getRoundingPolicy().getRoundedSize(bytes);
        Block shared = bytes >= MIN_CUT_BYTES && bytes < MAX_CUT_BYTES ? blockFor(rounded) : null;
        if (shared != null) {
            return shared.cut(rounded);
        }
        if (rounded > limitBytes - allocatedBytes()) {
            throw new MemoryLimitException(allocatedBytes() + rounded, limitBytes);
        }
        ArrowBuf memory = HugePages.allocate(allocator, bytes);
        return new Region(memory.memoryAddress(), memory.capacity(), memory::close);
    }

    /// A block with room, or null if the table is small or has no room for another block.
    private @Nullable Block blockFor(long bytes) {
        if (block != null && block.fits(bytes)) {
            return block;
        }
        if (allocatedBytes() < MIN_BYTES_WITH_BLOCKS || BLOCK_BYTES > limitBytes - allocatedBytes()) {
            return null;
        }
        Block next;
        try {
            next = new Block(HugePages.allocate(allocator, BLOCK_BYTES));
        } catch (OutOfMemoryException _) {
            return null;
        }
        if (block != null) {
            block.release();
        }
        block = next;
        return next;
    }

    /// What keeps retired memory from being freed.
    final class Generation {
        private final Lease lease = new Lease(allocator, 0, this::free);
        private final List<Region> retired = new ArrayList<>();
        private @Nullable Generation next;

        /// Takes a reference unless the memory may be gone already.
        boolean tryRetain() {
            return lease.tryRetain();
        }

        /// Drops a reference.
        void release() {
            lease.release();
        }

        /// No snapshot of this generation is published any more.
        void end() {
            lease.release();
        }

        private void free() {
            retired.forEach(region -> region.free.run());
            if (next != null) {
                next.release();
            } else {
                allocator.close();
            }
        }
    }

    /// A chunk's memory: a buffer that readers never saw is freed at once, others are retired.
    final class Source implements Allocation {
        private final List<Region> unseen = new ArrayList<>();

        private Source() {}

        /// Readers may see the buffers allocated so far from now on.
        void publish() {
            unseen.forEach(region -> region.seen = true);
            unseen.clear();
        }

        @Override
        public ArrowBuf allocate(long bytes) {
            Region region = newRegion(bytes);
            unseen.add(region);
            return new Lease(allocator, region.bytes, region::release).view(region.address, region.bytes);
        }
    }

    /// A buffer.
    private final class Region {
        private final long address;
        private final long bytes;
        private final Runnable free;
        private boolean seen;

        Region(long address, long bytes, Runnable free) {
            this.address = address;
            this.bytes = bytes;
            this.free = free;
        }

        void release() {
            if (seen) {
                current.retired.add(this);
            } else {
                free.run();
            }
        }
    }

    /// Memory that buffers are cut from, one behind the other; freed with the last of them, once none is cut any more.
    private final class Block {
        private final ArrowBuf memory;
        private final AtomicInteger users = new AtomicInteger(1);
        private long usedBytes;

        Block(ArrowBuf memory) {
            this.memory = memory;
        }

        boolean fits(long bytes) {
            return bytes <= memory.capacity() - usedBytes;
        }

        Region cut(long bytes) {
            Region region = new Region(memory.memoryAddress() + usedBytes, bytes, this::release);
            usedBytes += bytes;
            users.incrementAndGet();
            return region;
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                memory.close();
            }
        }
    }
}
