package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.internal.memory.Lease;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The data pages of a flat column from a row on, opened one after the other, and if somebody cares to one ahead.
///
/// **State.** Which page comes next, and that page if it was opened ahead.
///
/// **Threads.** [#next] and [#close] are one thread's, and [#prepare] one other's at a time; `close` comes when no
/// `prepare` runs any more.
///
/// **Ownership.** Whoever takes a page closes it; a page opened ahead that nobody took is closed by [#close].
final class FlatPages {
    /// Smaller pages are opened sooner than another thread hears of them.
    private static final int MIN_PREPARED_BYTES = 64 * 1024;

    private final List<LeafChunk> chunks;
    private final PageIndex rowGroups;
    private int chunk = -1;
    private int page;
    private boolean opening;
    private long nextRow;
    private int lastBytes;
    private @Nullable CompletableFuture<Open> prepared;

    /// @param nextRow the row whose page comes first
    FlatPages(List<LeafChunk> chunks, PageIndex rowGroups, long nextRow) {
        this.chunks = chunks;
        this.rowGroups = rowGroups;
        this.nextRow = nextRow;
    }

    /// An open page, and what keeps it valid.
    ///
    /// @param firstRow its first row in the table
    /// @param memory the page's; batches that share it retain it
    /// @param dictionary keeps the dictionary
    record Open(LeafChunk chunk, LeafPage page, long firstRow, Lease memory, AllocatorScope dictionary) {
        void close() {
            memory.release();
            dictionary.close();
        }
    }

    /// The next page. There is one.
    Open next() throws IOException {
        CompletableFuture<Open> ahead;
        synchronized (this) {
            ahead = prepared;
            prepared = null;
            opening = ahead == null || opening;
        }
        return ahead == null ? openNext() : await(ahead);
    }

    private static Open await(CompletableFuture<Open> ahead) throws IOException {
        try {
            return ahead.join();
        } catch (CompletionException e) {
            switch (Objects.requireNonNull(e.getCause())) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /// True if pages are large, and another one that holds rows before `endRow` is not being opened yet.
    synchronized boolean canPrepare(long endRow) {
        return prepared == null
                && !opening
                && lastBytes >= MIN_PREPARED_BYTES
                && nextRow < Math.min(endRow, rowGroups.rowCount());
    }

    /// True if the page that comes next is being opened by another thread.
    synchronized boolean isPreparing() {
        return prepared != null && !prepared.isDone();
    }

    /// Opens the page that comes next, unless that is being done.
    void prepare() {
        CompletableFuture<Open> ahead = new CompletableFuture<>();
        synchronized (this) {
            if (!canPrepare(Long.MAX_VALUE)) {
                return;
            }
            opening = true;
            prepared = ahead;
        }
        try {
            ahead.complete(openNext());
        } catch (Throwable e) {
            // A fault is its thread's own: nobody else would hear of it.
            InternalError fault = Memory.pendingFault();
            ahead.completeExceptionally(fault != null ? fault : e);
        }
    }

    /// Only by whoever set `opening`.
    private Open openNext() throws IOException {
        try {
            return openAt();
        } finally {
            synchronized (this) {
                opening = false;
            }
        }
    }

    private Open openAt() throws IOException {
        if (chunk < 0) {
            chunk = rowGroups.pageOf(nextRow);
            page = chunks.get(chunk).pages().pageOf(nextRow - chunks.get(chunk).firstRow());
        }
        while (page == chunks.get(chunk).pages().count()) {
            chunk++;
            page = 0;
        }
        LeafChunk current = chunks.get(chunk);
        AllocatorScope memory = current.file().newScope();
        AllocatorScope dictionary = current.file().newScope();
        Open open;
        try {
            LeafPage opened = FlatColumn.open(current, page, dictionary, memory);
            Memory.awaitFaults();
            long firstRow = current.firstRow() + FlatColumn.firstRow(current, page);
            open =
                    new Open(
                            current,
                            opened,
                            firstRow,
                            new Lease(current.file().allocator(), 0, memory::close),
                            dictionary);
        } catch (Throwable e) {
            Memory.deferFaults();
            memory.close();
            dictionary.close();
            throw e;
        }
        synchronized (this) {
            lastBytes = current.pages().bytes()[page];
            page++;
            nextRow = open.firstRow + open.page.valueCount();
        }
        return open;
    }

    /// Closes what was opened ahead.
    void close() {
        CompletableFuture<Open> ahead = prepared;
        prepared = null;
        if (ahead != null && !ahead.isCompletedExceptionally()) {
            ahead.join().close();
        }
    }
}
