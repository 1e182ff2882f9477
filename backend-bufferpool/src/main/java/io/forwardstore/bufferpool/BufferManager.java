package io.forwardstore.bufferpool;

import io.forwardstore.bufferpool.internal.MemoryRegion;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Off-heap memory with one hard budget, shared by every store and reader that uses this manager.
///
/// The budget counts all memory of the manager: pages that are cached, pinned, being loaded, or shared with results
/// that are still open, and buffers. A load that does not fit drops pages that nobody reads; if everything is read it
/// waits, and then fails with who holds what.
///
/// **State.** Open until [#close]. Most processes need only [#global]; others are for tests and tenants.
///
/// **Threads.** Safe for concurrent calls, from platform and virtual threads. No lock is held during I/O.
///
/// **Ownership.** Whoever makes a manager closes it, after the stores and pools that use it. Results that are still
/// open stay valid: the memory goes when the last of it is given back.
///
/// **Failure.** [org.apache.arrow.memory.OutOfMemoryException] when the budget does not suffice.
public final class BufferManager implements AutoCloseable {
    private final BufferManagerOptions options;
    private final MemoryRegion region;
    private final FramePolicy policy;
    private final LoadGate gate;
    private final Hazards hazards = new Hazards();
    private final Holdings holdings;
    private final SharedFrames shared = new SharedFrames(this);
    private final Signal memoryFreed = new Signal();
    private final Counters counters = new Counters();
    private volatile boolean closed;

    private BufferManager(BufferManagerOptions options) {
        this.options = options;
        this.region = new MemoryRegion(options.budgetBytes());
        this.policy = new FramePolicy(region.budgetBytes());
        this.gate = new LoadGate(options.maxConcurrentLoads());
        this.holdings = new Holdings(options.leakTracking(), hazards);
    }

    /// A manager of its own.
    public static BufferManager of(BufferManagerOptions options) {
        return new BufferManager(options);
    }

    /// A manager of its own with that budget.
    public static BufferManager of(long budgetBytes) {
        return new BufferManager(BufferManagerOptions.of(budgetBytes));
    }

    /// The manager that serves the process; made at first use, see [GlobalManager].
    public static BufferManager global() {
        return GlobalManager.get();
    }

    /// The manager that serves the process, made now with that budget.
    ///
    /// @throws IllegalStateException if it was made before with another budget
    public static BufferManager global(long budgetBytes) {
        return GlobalManager.get(budgetBytes);
    }

    /// A share in this manager for one user, who shows up in reports by that name.
    public BufferPool pool(String name) {
        return new BufferPool(this, name);
    }

    /// A share in this manager for one user.
    public BufferPool pool() {
        return pool("pool");
    }

    /// The options that it was made with.
    public BufferManagerOptions options() {
        return options;
    }

    /// What it holds and has done.
    public BufferManagerStats stats() {
        long usedBytes = region.usedBytes();
        return new BufferManagerStats(
                region.budgetBytes(),
                region.committedBytes(),
                usedBytes,
                policy.listedBytes(),
                holdings.pinnedBytes(),
                region.budgetBytes() - usedBytes,
                counters.hits.sum() + holdings.hits(),
                counters.misses.sum(),
                counters.loads.sum(),
                policy.evictions(),
                counters.refusals.sum(),
                region.fragmentation());
    }

    /// What is pinned or handed out now, the largest first; with leak tracking on, with the places that took it.
    public List<String> holders() {
        return holdings.report();
    }

    /// Drops what is cached. Memory that is still held goes when it is given back.
    ///
    /// @throws IllegalStateException if leak tracking is on and something is held; the message says what and by whom
    @Override
    public void close() {
        if (closed) {
            return;
        }
        List<String> held = shutDown();
        if (holdings.isTracking() && !held.isEmpty()) {
            IllegalStateException leak =
                    new IllegalStateException("Buffer manager closed with memory held: " + holdings.summary());
            holdings.places().forEach(leak::addSuppressed);
            throw leak;
        }
    }

    /// Closes without complaint.
    ///
    /// @return what is still held
    List<String> shutDown() {
        List<String> held = holdings.report();
        closed = true;
        policy.dropAll();
        region.close();
        return held;
    }

    /// Memory for a load.
    ///
    /// @param size in bytes, rounded up by [#roundUp]
    /// @param ownBytes what the same load holds already
    long allocate(long size, long ownBytes, Patience patience) {
        if (size > region.budgetBytes() - ownBytes) {
            throw new BudgetExhaustedException("it needs at least " + (size + ownBytes) + " bytes");
        }
        long address = tryAllocate(size);
        if (address == MemoryRegion.NONE && patience.isExclusive()) {
            address = allocateWaiting(size, ownBytes, patience);
        }
        if (address == MemoryRegion.NONE) {
            throw new BudgetExhaustedException("it needs " + size + " bytes more");
        }
        return address;
    }

    /// Memory that is there or can be had by eviction; [MemoryRegion#NONE] if there is none.
    ///
    /// @param size in bytes, rounded up by [#roundUp]
    long tryAllocate(long size) {
        while (true) {
            long address = region.tryAllocate(size);
            if (address != MemoryRegion.NONE || !policy.evict(size)) {
                return address;
            }
        }
    }

    private long allocateWaiting(long size, long ownBytes, Patience patience) {
        long seen = memoryFreed.enter();
        try {
            while (true) {
                boolean alone = region.usedBytes() <= ownBytes;
                long address = tryAllocate(size);
                // Others may let go between an attempt that fails and a look at what they hold: that is no reason to
                // give up. Only what cannot be had with nobody else around, before and after, never can.
                if (address != MemoryRegion.NONE || (alone && region.usedBytes() <= ownBytes)) {
                    return address;
                }
                long version = memoryFreed.awaitChange(seen, patience.deadlineNanos());
                if (version == seen) {
                    return MemoryRegion.NONE;
                }
                seen = version;
            }
        } finally {
            memoryFreed.leave();
        }
    }

    /// Memory for a caller that holds nothing else of the load: waits if it must.
    long allocateForUser(long bytes, String user) {
        long size = roundUp(bytes);
        try {
            long address = size <= region.budgetBytes() ? tryAllocate(size) : MemoryRegion.NONE;
            if (address != MemoryRegion.NONE) {
                return address;
            }
            long deadlineNanos = System.nanoTime() + maxWaitNanos();
            gate.enterExclusive(deadlineNanos);
            try {
                return allocate(size, 0, new Patience(deadlineNanos, true));
            } finally {
                gate.exitExclusive();
            }
        } catch (BudgetExhaustedException e) {
            throw refusal("allocate " + bytes + " bytes for " + user, e);
        }
    }

    void free(long address, long size) {
        region.free(address, size);
        memoryFreed.raise();
    }

    /// Says who holds what.
    BudgetExhaustedException refusal(String request, BudgetExhaustedException reason) {
        counters.refusals.increment();
        return new BudgetExhaustedException(
                "Cannot "
                        + request
                        + ": "
                        + reason.getMessage()
                        + "; the budget is "
                        + region.budgetBytes()
                        + " bytes, "
                        + region.usedBytes()
                        + " in use, held by: "
                        + holdings.summary());
    }

    /// What an allocation of `bytes` bytes takes.
    long roundUp(long bytes) {
        return region.roundUp(bytes);
    }

    /// Memory as a segment that stays safe to touch.
    MemorySegment segment(long address, long bytes) {
        return region.segment(address, bytes);
    }

    void onLoaded(Frame<?> frame) {
        counters.loads.increment();
        holdings.add(frame);
    }

    void onFreed(Frame<?> frame) {
        holdings.remove(frame);
    }

    /// A page may have become evictable.
    void onUnpinned() {
        memoryFreed.raise();
    }

    long maxWaitNanos() {
        return options.maxWait().toNanos();
    }

    SharedFrames shared() {
        return shared;
    }

    FramePolicy policy() {
        return policy;
    }

    LoadGate gate() {
        return gate;
    }

    Hazards hazards() {
        return hazards;
    }

    Holdings holdings() {
        return holdings;
    }

    Counters counters() {
        return counters;
    }

    @Override
    public String toString() {
        return "BufferManager[" + region.budgetBytes() + " bytes]";
    }
}
