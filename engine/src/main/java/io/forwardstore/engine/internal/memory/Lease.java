package io.forwardstore.engine.internal.memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OwnershipTransferResult;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.util.Preconditions;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A counted claim on memory that lies outside Arrow's allocators: a mapping, a pool frame, a result's slab.
///
/// Every [ArrowBuf] made by [#buffer] holds one reference. Whoever drops the last one runs the release action: it
/// unmaps, unpins or frees. Transfers to another allocator and slices share the count; the memory is charged to
/// nobody's allocator.
///
/// **Threads.** Counting is atomic. **Failure.** Releasing more than was retained throws [IllegalStateException].
public final class Lease implements ReferenceManager {
    private static final VarHandle REFERENCES;

    static {
        try {
            REFERENCES = MethodHandles.lookup().findVarHandle(Lease.class, "references", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final BufferAllocator allocator;
    private final long sizeBytes;
    private final Runnable onLastRelease;

    @SuppressWarnings("FieldMayBeFinal") // written through REFERENCES
    private volatile int references;

    private boolean loading;
    private int loaded;

    /// A lease with one reference, the creator's.
    ///
    /// @param allocator what buffers name as theirs; nothing is charged to it
    /// @param sizeBytes the memory that the lease keeps valid
    /// @param onLastRelease frees that memory
    public Lease(BufferAllocator allocator, long sizeBytes, Runnable onLastRelease) {
        this.allocator = allocator;
        this.sizeBytes = sizeBytes;
        this.onLastRelease = onLastRelease;
        this.references = 1;
    }

    /// A buffer over leased memory; it holds a reference of its own.
    public ArrowBuf buffer(long address, long bytes) {
        retain();
        return new ArrowBuf(this, null, bytes, address);
    }

    /// A buffer over leased memory that holds no reference; for an owner that takes one itself.
    public ArrowBuf view(long address, long bytes) {
        return new ArrowBuf(this, null, bytes, address);
    }

    /// From here to [#endLoading] the creator's thread alone knows the lease, and references are taken without atomic
    /// operations: a result has a buffer or three for each of its columns.
    public void beginLoading() {
        loading = true;
    }

    /// Counts the references that were taken since [#beginLoading], and drops the creator's.
    public void endLoading() {
        loading = false;
        int count = loaded;
        loaded = 0;
        if (count > 1) {
            REFERENCES.getAndAdd(this, count - 1);
        } else if (count == 0) {
            release();
        }
    }

    /// Takes a reference unless the memory is gone already.
    public boolean tryRetain() {
        int count = references;
        while (count > 0) {
            int witness = (int) REFERENCES.compareAndExchange(this, count, count + 1);
            if (witness == count) {
                return true;
            }
            count = witness;
        }
        return false;
    }

    @Override
    public int getRefCount() {
        return references;
    }

    @Override
    public boolean release() {
        return release(1);
    }

    @Override
    public boolean release(int decrement) {
        Preconditions.checkState(decrement > 0, "release decrement must be at least 1");
        int before = (int) REFERENCES.getAndAdd(this, -decrement);
        if (before < decrement) {
            REFERENCES.getAndAdd(this, decrement);
            throw new IllegalStateException(
                    "Cannot release " + decrement + " references: the lease has " + Math.max(before, 0));
        }
        if (before == decrement) {
            onLastRelease.run();
            return true;
        }
        return false;
    }

    @Override
    public void retain() {
        retain(1);
    }

    @Override
    public void retain(int increment) {
        Preconditions.checkState(increment > 0, "retain increment must be at least 1");
        int before = (int) REFERENCES.getAndAdd(this, increment);
        if (before <= 0) {
            REFERENCES.getAndAdd(this, -increment);
            throw new IllegalStateException("Cannot retain: the memory was released");
        }
    }

    @Override
    public ArrowBuf retain(ArrowBuf source, BufferAllocator target) {
        if (loading) {
            loaded++;
        } else {
            retain();
        }
        return source;
    }

    @Override
    public ArrowBuf deriveBuffer(ArrowBuf source, long index, long length) {
        return new ArrowBuf(this, null, length, source.memoryAddress() + index);
    }

    @Override
    public OwnershipTransferResult transferOwnership(ArrowBuf source, BufferAllocator target) {
        retain();
        ArrowBuf transferred = new ArrowBuf(this, null, source.capacity(), source.memoryAddress());
        transferred.readerIndex(source.readerIndex());
        transferred.writerIndex(source.writerIndex());
        return new Transferred(transferred);
    }

    @Override
    public BufferAllocator getAllocator() {
        return allocator;
    }

    @Override
    public long getSize() {
        return sizeBytes;
    }

    @Override
    public long getAccountedSize() {
        return 0;
    }

    private record Transferred(ArrowBuf buffer) implements OwnershipTransferResult {
        @Override
        public boolean getAllocationFit() {
            return true;
        }

        @Override
        public ArrowBuf getTransferredBuffer() {
            return buffer;
        }
    }
}
