package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.internal.memory.HugePages;
import io.forwardstore.engine.internal.memory.Lease;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Memory for results, used again.
///
/// An Arrow allocation and release cost as much as fetching a row. A slab goes back into the pool when the last buffer
/// of its result is released; the pool keeps a few of each size, charged to the store's allocator until the store is
/// closed.
///
/// **Threads.** Safe for concurrent calls. **Ownership.** A slab belongs to the lease that [#lease] made for it.
final class SlabPool implements AutoCloseable {
    private static final int ALIGNMENT_BYTES = 64;
    private static final int MIN_SHIFT = 12;
    private static final int MAX_SHIFT = 18;
    private static final int SLOTS = 8;

    private final BufferAllocator allocator;
    private final AtomicReferenceArray<@Nullable Slab> free =
            new AtomicReferenceArray<>((MAX_SHIFT - MIN_SHIFT + 1) * SLOTS);
    private volatile boolean closed;

    SlabPool(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /// A slab of at least `bytes` bytes.
    Slab take(long bytes) {
        int shift = Math.max(MIN_SHIFT, Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, bytes) - 1));
        if (shift > MAX_SHIFT) {
            return new Slab(HugePages.allocate(allocator, bytes + ALIGNMENT_BYTES), -1);
        }
        int first = (shift - MIN_SHIFT) * SLOTS;
        int preferred = preferredSlot();
        for (int i = 0; i < SLOTS; i++) {
            int slot = first + ((preferred + i) & (SLOTS - 1));
            if (free.getPlain(slot) != null) {
                Slab slab = free.getAndSet(slot, null);
                if (slab != null) {
                    return slab;
                }
            }
        }
        return new Slab(allocator.buffer((1L << shift) + ALIGNMENT_BYTES), first);
    }

    private static int preferredSlot() {
        return (int) Thread.currentThread().threadId() & (SLOTS - 1);
    }

    private void giveBack(Slab slab) {
        if (slab.firstSlot >= 0 && !closed) {
            int preferred = preferredSlot();
            for (int i = 0; i < SLOTS; i++) {
                int slot = slab.firstSlot + ((preferred + i) & (SLOTS - 1));
                if (free.getPlain(slot) == null && free.compareAndSet(slot, null, slab)) {
                    if (closed) {
                        close();
                    }
                    return;
                }
            }
        }
        slab.memory.close();
    }

    /// Frees what lies in the pool; slabs still in use are freed when they come back.
    @Override
    public void close() {
        closed = true;
        for (int slot = 0; slot < free.length(); slot++) {
            Slab slab = free.getAndSet(slot, null);
            if (slab != null) {
                slab.memory.close();
            }
        }
    }

    /// One result's memory.
    final class Slab implements Runnable {
        private final ArrowBuf memory;
        private final int firstSlot;

        private Slab(ArrowBuf memory, int firstSlot) {
            this.memory = memory;
            this.firstSlot = firstSlot;
        }

        /// The slab's aligned start.
        long address() {
            return (memory.memoryAddress() + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
        }

        /// A lease that gives the slab back.
        Lease lease() {
            return new Lease(allocator, memory.capacity(), this);
        }

        /// Gives the slab back.
        @Override
        public void run() {
            giveBack(this);
        }
    }
}
