package io.forwardstore.mmap;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Brings ranges of a mapping into memory, chunk by chunk, with some threads. For one warm-up.
final class Warmer {
    private static final long CHUNK_BYTES = 4L << 20;

    private final PageControl pages;
    private final long address;
    private final List<FileRange> chunks;
    private final WarmupProgress progress;
    private final long totalBytes;
    private final AtomicInteger next = new AtomicInteger();
    private final Object lock = new Object();
    private long doneBytes;
    private @Nullable Throwable failure;

    /// @param address where the mapping starts
    /// @param ranges whole pages, apart from each other
    Warmer(PageControl pages, long address, List<FileRange> ranges, WarmupProgress progress) {
        this.pages = pages;
        this.address = address;
        this.chunks = chunks(ranges);
        this.progress = progress;
        this.totalBytes = ranges.stream().mapToLong(FileRange::bytes).sum();
    }

    private static List<FileRange> chunks(List<FileRange> ranges) {
        List<FileRange> chunks = new ArrayList<>();
        for (FileRange range : ranges) {
            for (long at = 0; at < range.bytes(); at += CHUNK_BYTES) {
                chunks.add(new FileRange(range.offsetBytes() + at, Math.min(CHUNK_BYTES, range.bytes() - at)));
            }
        }
        return chunks;
    }

    /// Warms all ranges and returns when they are warm.
    ///
    /// @param parallelism the most threads, the caller's among them
    /// @throws InternalError if the file was truncated or cannot be read
    void run(int parallelism) {
        List<Thread> helpers = new ArrayList<>();
        int wanted = Math.min(parallelism, chunks.size()) - 1;
        for (int i = 0; i < wanted; i++) {
            helpers.add(Thread.ofPlatform().daemon().name("forwardstore-warmup-" + i).start(this::work));
        }
        work();
        joinAll(helpers);
        synchronized (lock) {
            switch (failure) {
                case null -> {}
                case Error e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }

    private void work() {
        try {
            for (int i = next.getAndIncrement(); i < chunks.size(); i = next.getAndIncrement()) {
                FileRange chunk = chunks.get(i);
                pages.populate(address + chunk.offsetBytes(), chunk.bytes());
                finished(chunk.bytes());
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void finished(long bytes) {
        synchronized (lock) {
            doneBytes += bytes;
            progress.warmed(doneBytes, totalBytes);
        }
    }

    private void fail(Throwable thrown) {
        InternalError fault = Memory.pendingFault();
        next.set(chunks.size());
        synchronized (lock) {
            failure = fault != null ? fault : thrown;
        }
    }

    /// Waits to the end: the mapping must outlive its readers.
    private static void joinAll(List<Thread> helpers) {
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (true) {
                try {
                    helper.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
