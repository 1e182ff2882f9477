package io.forwardstore.bufferpool;

import io.forwardstore.engine.PageScope;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Memory of the manager for one page: filled while the page is loaded, kept by its frame after that.
///
/// Small allocations share what is left of runs taken for larger ones, so that a page takes little more than it needs.
///
/// **Threads.** One at a time. **Failure.** [BudgetExhaustedException] as [Patience] has it.
final class LoadScope implements PageScope {
    private static final int ALIGNMENT_BYTES = 64;

    /// What kernels may touch past the end.
    static final int PADDING_BYTES = 64;

    private final BufferManager manager;
    private final Patience patience;
    private final int paddingBytes;

    /// The scope of the page that is loaded: this one, unless this is scratch.
    private final LoadScope load;

    private long[] addresses = new long[4];
    private long[] sizes = new long[4];
    private int runCount;
    private long bytes;

    /// What this load holds, scratch included.
    private long loadBytes;

    private long next;
    private long end;
    private @Nullable List<Runnable> actions;
    private boolean closed;

    LoadScope(BufferManager manager, Patience patience) {
        this(manager, patience, PADDING_BYTES);
    }

    /// @param paddingBytes what may be touched past the end of each allocation
    LoadScope(BufferManager manager, Patience patience, int paddingBytes) {
        this.manager = manager;
        this.patience = patience;
        this.paddingBytes = paddingBytes;
        this.load = this;
    }

    private LoadScope(LoadScope load) {
        this.manager = load.manager;
        this.patience = load.patience;
        this.paddingBytes = load.paddingBytes;
        this.load = load;
    }

    @Override
    public long allocate(long wanted) {
        if (wanted < 0) {
            throw new IllegalArgumentException("Invalid allocation of " + wanted + " bytes");
        }
        if (closed) {
            throw new IllegalStateException("Cannot allocate: the scope is closed");
        }
        long needed = Math.addExact(wanted, paddingBytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
        if (needed <= end - next) {
            long address = next;
            next += needed;
            return address;
        }
        return allocateRun(needed);
    }

    private long allocateRun(long needed) {
        long size = manager.roundUp(needed);
        long address = manager.allocate(size, load.loadBytes, patience);
        addRun(address, size);
        load.loadBytes += size;
        if (size - needed > end - next) {
            next = address + needed;
            end = address + size;
        }
        return address;
    }

    @Override
    public void onClose(Runnable release) {
        if (actions == null) {
            actions = new ArrayList<>(2);
        }
        actions.add(release);
    }

    @Override
    public PageScope scratch() {
        LoadScope scratch = new LoadScope(load);
        // A reader that fails may leave it open.
        onClose(scratch::close);
        return scratch;
    }

    /// A scope for a part of the same load, which its maker closes.
    LoadScope part() {
        return new LoadScope(load);
    }

    /// Takes over what another scope of the same load holds; that one is empty after it.
    ///
    /// @return `content`, which lies there
    <T> T takeOver(LoadScope part, T content) {
        for (int i = 0; i < part.runCount; i++) {
            addRun(part.addresses[i], part.sizes[i]);
        }
        if (part.actions != null) {
            part.actions.forEach(this::onClose);
            part.actions = null;
        }
        part.runCount = 0;
        part.bytes = 0;
        return content;
    }

    /// As [#allocate], in a run of its own and without waiting.
    ///
    /// @return the address, 0 if there is no memory
    long tryAllocate(long wanted) {
        long size = manager.roundUp(wanted + paddingBytes);
        long address = manager.tryAllocate(size);
        if (address != 0) {
            addRun(address, size);
            load.loadBytes += size;
        }
        return address;
    }

    /// What [#tryAllocate] takes.
    long sizeOf(long wanted) {
        return manager.roundUp(wanted + paddingBytes);
    }

    private void addRun(long address, long size) {
        if (runCount == addresses.length) {
            addresses = Arrays.copyOf(addresses, runCount * 2);
            sizes = Arrays.copyOf(sizes, runCount * 2);
        }
        addresses[runCount] = address;
        sizes[runCount] = size;
        runCount++;
        bytes += size;
    }

    /// The memory taken, in bytes.
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (actions != null) {
            actions.reversed().forEach(Runnable::run);
        }
        load.loadBytes -= bytes;
        for (int i = 0; i < runCount; i++) {
            manager.free(addresses[i], sizes[i]);
        }
    }
}
