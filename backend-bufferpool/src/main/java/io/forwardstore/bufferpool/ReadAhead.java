package io.forwardstore.bufferpool;

import io.forwardstore.engine.internal.array.ArrayData;

import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Loads the next pages of a scan in the background, and keeps them until the scan has passed them.
///
/// What goes wrong there is not reported: the scan meets it itself when it comes to the page.
///
/// **Threads.** One at a time. **Ownership.** Holds a pin of each page that it loaded, until that page is passed or
/// [#close].
final class ReadAhead implements AutoCloseable {
    private static final int MAX_PAGES = 2;

    /// The share of the budget that all pages ahead of one scan's column may take.
    private static final int BUDGET_SHARE = 16;

    private final PageTable<ArrayData> table;
    private final ReadWindow window;
    private final Queue<Ahead> ahead = new ArrayDeque<>(MAX_PAGES);
    private int nextPage;

    ReadAhead(PageTable<ArrayData> table, ReadWindow window) {
        this.table = table;
        this.window = window;
    }

    /// Starts loading what comes after a page.
    ///
    /// @param page the page that the scan is at
    /// @param pageBytes what a page takes
    void advance(int page, long pageBytes) {
        releaseUpTo(page);
        nextPage = Math.max(nextPage, page + 1);
        long mostPages = table.manager().options().budgetBytes() / BUDGET_SHARE / Math.max(1, pageBytes);
        int end = (int) Math.min(table.pageCount(), page + 1L + Math.min(MAX_PAGES, mostPages));
        while (nextPage < end) {
            if (!table.isPresent(nextPage)) {
                start(nextPage);
            }
            nextPage++;
        }
    }

    private void start(int page) {
        FutureTask<@Nullable Frame<ArrayData>> task = new FutureTask<>(() -> load(page));
        ahead.add(new Ahead(page, task));
        Thread.ofVirtual().name("forwardstore-read-ahead").start(task);
    }

    private @Nullable Frame<ArrayData> load(int page) {
        try {
            return ScopedValue.where(WindowedSource.WINDOW, window).call(() -> table.pin(page, Access.MORE_SCAN));
        } catch (IOException | OutOfMemoryException _) {
            return null;
        }
    }

    private void releaseUpTo(int page) {
        for (Ahead first = ahead.peek(); first != null && first.page() <= page; first = ahead.peek()) {
            ahead.remove();
            first.release();
        }
    }

    /// Waits for what is under way, and unpins all.
    @Override
    public void close() {
        releaseUpTo(Integer.MAX_VALUE);
    }

    /// A page that is being loaded or waits for the scan.
    private record Ahead(int page, FutureTask<@Nullable Frame<ArrayData>> task) {
        void release() {
            Frame<ArrayData> frame = join();
            if (frame != null) {
                frame.unpin();
            }
        }

        private @Nullable Frame<ArrayData> join() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return task.get();
                    } catch (InterruptedException _) {
                        interrupted = true;
                    } catch (ExecutionException _) {
                        return null;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
