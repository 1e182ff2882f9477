package io.forwardstore.bufferpool.internal;

import java.lang.foreign.MemorySegment;

/// Contiguous runs of memory within a budget that is never exceeded.
///
/// # Why addresses are spread
///
/// Runs of different lengths that come and go leave holes, and what lies in memory cannot be moved while someone reads
/// it. So that holes do not cost memory, the addresses span several times the budget: if no hole is long enough, a run
/// comes from untouched addresses, and as much memory as it needs is given back to the operating system from holes
/// elsewhere. The budget bounds the memory that was touched and not given back, whether it is in use or free.
///
/// Free runs whose memory is there are *warm*, the others *cold*; warm ones are used first.
///
/// **Threads.** Safe for concurrent calls. **Ownership.** Closing it gives everything back once nothing is in use.
public final class MemoryRegion implements AutoCloseable {
    /// Answered when the budget or the address space does not suffice.
    public static final long NONE = 0;

    private static final int UNIT_BYTES = 4096;
    private static final int SPREAD = 4;

    private final AddressSpace space;
    private final MemorySegment segment;
    private final int unitBytes;
    private final int budgetUnits;
    private final FreeRuns warm = new FreeRuns();
    private final FreeRuns cold = new FreeRuns();
    private int committedUnits;
    private int usedUnits;
    private boolean closed;

    /// @param budgetBytes the most memory that is ever touched at a time, at least one unit
    public MemoryRegion(long budgetBytes) {
        this(AddressSpace.reserve(budgetBytes, SPREAD), budgetBytes);
    }

    MemoryRegion(AddressSpace space, long budgetBytes) {
        this.space = space;
        this.segment = space.segment();
        this.unitBytes = Math.max(UNIT_BYTES, space.granularityBytes());
        this.budgetUnits = Math.toIntExact(budgetBytes / unitBytes);
        cold.add(0, Math.toIntExact(segment.byteSize() / unitBytes));
    }

    /// The unit that allocations are rounded up to, in bytes.
    public int unitBytes() {
        return unitBytes;
    }

    /// The bytes that an allocation of `bytes` bytes takes.
    public long roundUp(long bytes) {
        return Math.multiplyExact(Math.ceilDivExact(Math.max(bytes, 1), unitBytes), (long) unitBytes);
    }

    /// Memory of at least `bytes` bytes with undefined content, aligned to a unit.
    ///
    /// @return its address, or [#NONE]
    public long tryAllocate(long bytes) {
        long needed = roundUp(bytes) / unitBytes;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("Cannot allocate " + bytes + " bytes: the buffer manager is closed");
            }
            if (needed > budgetUnits - usedUnits) {
                return NONE;
            }
            int units = (int) needed;
            int start = warm.take(units);
            if (start == FreeRuns.NONE) {
                start = takeCold(units);
            }
            if (start == FreeRuns.NONE) {
                return NONE;
            }
            usedUnits += units;
            return segment.address() + (long) start * unitBytes;
        }
    }

    private int takeCold(int units) {
        int start = cold.take(units);
        if (start == FreeRuns.NONE) {
            // Free neighbours may be warm and cold by turns: as cold ones they are one run.
            cool(committedUnits);
            start = cold.take(units);
        }
        if (start != FreeRuns.NONE) {
            cool(committedUnits + units - budgetUnits);
            committedUnits += units;
        }
        return start;
    }

    /// Makes up to `units` warm units cold.
    private void cool(int units) {
        int left = units;
        while (left > 0) {
            FreeRuns.Run run = warm.takeLongest(left);
            if (run.length() == 0) {
                return;
            }
            space.decommit((long) run.start() * unitBytes, (long) run.length() * unitBytes);
            cold.add(run.start(), run.length());
            committedUnits -= run.length();
            left -= run.length();
        }
    }

    /// Takes back what was allocated.
    ///
    /// @param bytes as it was given to [#tryAllocate], or rounded up
    public void free(long address, long bytes) {
        int start = Math.toIntExact((address - segment.address()) / unitBytes);
        int units = Math.toIntExact(roundUp(bytes) / unitBytes);
        synchronized (this) {
            warm.add(start, units);
            usedUnits -= units;
            closeIfIdle();
        }
    }

    private void closeIfIdle() {
        if (closed && usedUnits == 0) {
            space.close();
        }
    }

    /// An allocation as a segment that throws, and does not crash, once this region is closed.
    public MemorySegment segment(long address, long bytes) {
        return segment.asSlice(address - segment.address(), bytes);
    }

    /// The most memory that is ever touched at a time, in bytes.
    public long budgetBytes() {
        return (long) budgetUnits * unitBytes;
    }

    /// The memory in use, in bytes.
    public synchronized long usedBytes() {
        return (long) usedUnits * unitBytes;
    }

    /// The memory that was touched and not given back, in bytes.
    public synchronized long committedBytes() {
        return (long) committedUnits * unitBytes;
    }

    /// The part of the free memory that lies outside the longest free run: 0 if it is one run.
    public synchronized double fragmentation() {
        return warm.units() == 0 ? 0 : 1 - (double) warm.longest() / warm.units();
    }

    /// Refuses further allocations, and frees the addresses when the last one in use comes back.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            closeIfIdle();
        }
    }
}
