package io.forwardstore.bufferpool;

import com.google.errorprone.annotations.MustBeClosed;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.internal.event.PageLoadEvent;
import io.forwardstore.engine.internal.memory.Memory;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/// A file whose bytes are cached page by page in a [BufferManager], for readers of any format.
///
/// **State.** Open until [#close]; the size is that at opening.
///
/// **Threads.** Safe for concurrent calls. **Ownership.** Whoever opens it closes it; pinned pages stay valid.
///
/// **Failure.** [IOException] for bytes that cannot be read, and for a file that was changed after it was opened; one
/// that was replaced is read on as it was.
public final class PooledFile implements Closeable {
    private static final int MAX_COALESCED_BYTES = 1 << 20;

    private final BufferManager manager;
    private final WindowedSource source;
    private final PageTable<MemorySegment> pages;
    private final int pageBytes;

    @MustBeClosed
    static PooledFile open(BufferManager manager, Path file) throws IOException {
        PositionalFileSource source = PositionalFileSource.open(file);
        try {
            return new PooledFile(manager, file, source);
        } catch (Throwable e) {
            source.close();
            throw e;
        }
    }

    /// @param bytes the file's bytes; owned from here on
    @MustBeClosed
    PooledFile(BufferManager manager, Path file, FileSource bytes) throws IOException {
        this.manager = manager;
        this.pageBytes = manager.options().pageBytes();
        FileIdentity identity = FileIdentity.of(file);
        this.source = new WindowedSource(new CheckedSource(bytes, identity));
        int pageCount = Math.toIntExact(Math.ceilDiv(bytes.sizeBytes(), pageBytes));
        SharedFrames.Key key = new SharedFrames.Key(identity, pageBytes);
        this.pages = manager.shared().open(key, MemorySegment.class, "[" + file + "]", pageCount, new Loader());
    }

    /// The file's size when it was opened, in bytes.
    public long sizeBytes() {
        return source.sizeBytes();
    }

    /// The number of pages.
    public int pageCount() {
        return pages.pageCount();
    }

    /// The size of every page but the last, in bytes.
    public int pageBytes() {
        return pageBytes;
    }

    /// Brings a page into memory and keeps it there until it is closed.
    ///
    /// @param page its number, counted from 0
    @MustBeClosed
    public PinnedPage pin(int page) throws IOException {
        Objects.checkIndex(page, pages.pageCount());
        return new PinnedPage(manager, pages.pin(page, Access.ROWS));
    }

    /// Copies bytes into `target`, as many as it has room for and the file has after `positionBytes`. Missing pages
    /// that lie side by side are read at once.
    ///
    /// @return the number of bytes copied, -1 if the position is at or past the end of the file
    public int read(long positionBytes, ByteBuffer target) throws IOException {
        if (positionBytes < 0) {
            throw new IllegalArgumentException("[" + source.name() + "] Invalid position " + positionBytes);
        }
        if (positionBytes >= sizeBytes()) {
            return -1;
        }
        int length = (int) Math.min(target.remaining(), sizeBytes() - positionBytes);
        long endBytes = positionBytes + length;
        try (ReadWindow window = new ReadWindow(source.file(), manager, windowBytes(positionBytes, endBytes))) {
            for (long at = positionBytes; at < endBytes; ) {
                at += readFromPage(at, endBytes, target, window);
            }
        }
        return length;
    }

    private int readFromPage(long at, long endBytes, ByteBuffer target, ReadWindow window) throws IOException {
        int page = (int) (at / pageBytes);
        Frame<MemorySegment> frame = pin(page, window);
        try {
            int offset = (int) (at % pageBytes);
            int bytes = (int) Math.min(pageBytes - offset, endBytes - at);
            target.put(Memory.asByteBuffer(frame.content().address() + offset, bytes));
            return bytes;
        } finally {
            frame.unpin();
        }
    }

    private Frame<MemorySegment> pin(int page, ReadWindow window) throws IOException {
        try {
            return ScopedValue.where(WindowedSource.WINDOW, window).call(() -> pages.pin(page, Access.MORE_ROWS));
        } catch (BudgetExhaustedException _) {
            // Whoever waits for memory holds none.
            window.close();
            return pages.pin(page, Access.ROWS);
        }
    }

    /// The pages that are missing from the first one on; nothing worth it if that is one page.
    private long windowBytes(long positionBytes, long endBytes) {
        int first = (int) (positionBytes / pageBytes);
        int last = (int) ((endBytes - 1) / pageBytes);
        int missing = 0;
        for (int page = first; page <= last && missing * (long) pageBytes < MAX_COALESCED_BYTES; page++) {
            missing += pages.isPresent(page) ? 0 : 1;
        }
        return missing > 1 ? missing * (long) pageBytes : 0;
    }

    /// Reads pages as they are: a page of the file takes a page of memory.
    private final class Loader implements PageLoader<MemorySegment> {
        @Override
        public MemorySegment load(int page, LoadScope memory) throws IOException {
            PageLoadEvent event = PageLoadEvent.start();
            long start = (long) page * pageBytes;
            long bytes = Math.min(pageBytes, sizeBytes() - start);
            long address = source.read(start, bytes, memory);
            if (event != null) {
                event.finish(source.name(), null, 0, bytes);
            }
            return manager.segment(address, bytes).asReadOnly();
        }

        @Override
        public int paddingBytes() {
            return 0;
        }
    }

    /// Closes the file and forgets its pages.
    @Override
    public void close() throws IOException {
        pages.close();
        source.close();
    }

    @Override
    public String toString() {
        return pages.toString();
    }
}
