package io.forwardstore.engine.internal.memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.io.OutputStream;

/// Memory that grows as bytes are put at its end.
///
/// **State.** Its bytes; their address changes when it grows. **Threads.** One at a time.
///
/// **Ownership.** Owns the memory that it allocates until [#close]. **Failure.**
/// [org.apache.arrow.memory.OutOfMemoryException] when memory is not to be had.
public final class GrowingBuffer implements AutoCloseable {
    /// Bytes behind the last one that may be read and overwritten, so that kernels may work in whole words.
    private static final int SLACK_BYTES = 64;

    private static final int FIRST_CAPACITY_BYTES = 1024;

    private final Allocation allocation;
    private @Nullable ArrowBuf memory;
    private long address;
    private long capacityBytes;
    private long sizeBytes;

    /// An empty buffer that holds no memory yet.
    public GrowingBuffer(BufferAllocator allocator) {
        this((Allocation) allocator::buffer);
    }

    /// An empty buffer that holds no memory yet.
    public GrowingBuffer(Allocation allocation) {
        this.allocation = allocation;
    }

    /// The address of the first byte; valid until the buffer grows.
    public long address() {
        return address;
    }

    /// The number of bytes.
    public long sizeBytes() {
        return sizeBytes;
    }

    /// Adds `bytes` bytes of undefined content.
    ///
    /// @return their address, valid until the buffer grows
    public long extend(long bytes) {
        long at = reserve(bytes);
        sizeBytes += bytes;
        return at;
    }

    /// Makes room behind the last byte without adding anything.
    ///
    /// @return the address behind the last byte, valid until the buffer grows
    public long reserve(long bytes) {
        if (bytes > capacityBytes - sizeBytes) {
            grow(Math.addExact(sizeBytes, bytes));
        }
        return address + sizeBytes;
    }

    /// Adds a copy of the bytes at an address.
    public void append(long source, long bytes) {
        Memory.copy(source, extend(bytes), bytes);
    }

    /// Adds one byte.
    public void appendByte(byte value) {
        Memory.putByte(extend(Byte.BYTES), value);
    }

    /// Adds four bytes, little-endian.
    public void appendInt(int value) {
        Memory.putInt(extend(Integer.BYTES), value);
    }

    /// Adds eight bytes, little-endian.
    public void appendLong(long value) {
        Memory.putLong(extend(Long.BYTES), value);
    }

    /// This buffer as a stream that adds to its end.
    public OutputStream asStream() {
        return new OutputStream() {
            @Override
            public void write(int value) {
                appendByte((byte) value);
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                Memory.copyFromArray(bytes, from, extend(count), count);
            }
        };
    }

    /// Drops the bytes from `bytes` on; the memory is kept.
    public void truncate(long bytes) {
        if (bytes < 0 || bytes > sizeBytes) {
            throw new IllegalArgumentException("Cannot truncate to " + bytes + " bytes: there are " + sizeBytes);
        }
        sizeBytes = bytes;
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
        address = 0;
        capacityBytes = 0;
        sizeBytes = 0;
    }

    private void grow(long neededBytes) {
        long wanted = Math.max(Math.max(FIRST_CAPACITY_BYTES, capacityBytes * 2), neededBytes);
        ArrowBuf larger = allocation.allocate(wanted + SLACK_BYTES);
        if (memory != null) {
            Memory.copy(address, larger.memoryAddress(), sizeBytes);
            memory.close();
        }
        memory = larger;
        address = larger.memoryAddress();
        capacityBytes = larger.capacity() - SLACK_BYTES;
    }
}
