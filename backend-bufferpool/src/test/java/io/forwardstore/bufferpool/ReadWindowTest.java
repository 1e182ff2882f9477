package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

final class ReadWindowTest {
    private static final int FILE_BYTES = 1_000;
    private static final int WINDOW_BYTES = 400;

    private final BufferManager manager = BufferManager.of(1 << 20);
    private final NumberedSource source = new NumberedSource();
    private final LoadScope scope = new LoadScope(manager, Patience.NONE);
    private final ReadWindow window = new ReadWindow(source, manager, WINDOW_BYTES);

    @AfterEach
    void nothingIsKept() {
        window.close();
        scope.close();
        assertEquals(0, manager.stats().usedBytes());
        manager.close();
    }

    private void check(long offset, int bytes) throws IOException {
        long address = window.read(offset, bytes, scope);
        for (int i = 0; i < bytes; i++) {
            assertEquals((byte) (offset + i), Memory.getByte(address + i), "byte " + (offset + i));
        }
    }

    @Test
    void readsNextToEachOtherAreOneReadOfTheFile() throws IOException {
        check(100, 200);
        check(300, 200);
        check(100, 1);
        check(499, 1);
        assertEquals(List.of(new FileRange(100, WINDOW_BYTES)), source.reads);
    }

    @Test
    void aReadOutsideMovesTheWindowThere() throws IOException {
        check(100, 10);
        check(99, 2);
        check(498, 2);
        check(499, 1);
        check(0, 1);
        assertEquals(
                List.of(
                        new FileRange(100, WINDOW_BYTES),
                        new FileRange(99, WINDOW_BYTES),
                        new FileRange(498, WINDOW_BYTES),
                        new FileRange(0, WINDOW_BYTES)),
                source.reads);
        // what lay in the window before was given back
        scope.close();
        assertEquals(4_096, manager.stats().usedBytes());
    }

    @Test
    void aReadOfMoreThanHalfTheWindowPassesIt() throws IOException {
        check(0, 200);
        check(0, 201);
        assertEquals(List.of(new FileRange(0, WINDOW_BYTES), new FileRange(0, 201)), source.reads);
    }

    @Test
    void theWindowEndsWithTheFile() throws IOException {
        check(900, 100);
        check(999, 1);
        assertEquals(List.of(new FileRange(900, 100)), source.reads);
        assertThrows(IndexOutOfBoundsException.class, () -> window.read(950, 51, scope));
        assertThrows(IndexOutOfBoundsException.class, () -> window.read(-1, 1, scope));
    }

    @Test
    void withoutMemoryForAWindowTheRangeAloneIsRead() throws IOException {
        ReadWindow large = new ReadWindow(source, manager, 1_000);
        try (PooledBuffer rest = manager.pool().allocate((1 << 20) - 4_096)) {
            scope.allocate(1); // the last page
            long address = large.read(3, 5, scope);
            assertEquals(3, Memory.getByte(address));
            assertEquals(4, Memory.getByte(address + 1));
            assertEquals(new FileRange(3, 5), source.reads.getLast());
            assertEquals((1 << 20) - 4_096, rest.segment().byteSize());
        }
        large.close();
    }

    @Test
    void aClosedWindowIsPassed() throws IOException {
        check(100, 10);
        window.close();
        check(100, 10);
        check(120, 10);
        assertEquals(
                List.of(new FileRange(100, WINDOW_BYTES), new FileRange(100, 10), new FileRange(120, 10)),
                source.reads);
    }

    @Test
    void aFailedReadLeavesNothing() {
        source.fails = true;
        assertThrows(IOException.class, () -> window.read(0, 10, scope));
        assertEquals(0, manager.stats().usedBytes());
    }

    /// Each byte is its offset; notes what is read.
    private static final class NumberedSource implements FileSource {
        private final List<FileRange> reads = new ArrayList<>();
        private boolean fails;

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public long sizeBytes() {
            return FILE_BYTES;
        }

        @Override
        public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
            Objects.checkFromIndexSize(offsetBytes, bytes, FILE_BYTES);
            long address = scope.allocate(bytes);
            if (fails) {
                throw new IOException("[numbers] no");
            }
            reads.add(new FileRange(offsetBytes, bytes));
            for (int i = 0; i < bytes; i++) {
                Memory.putByte(address + i, (byte) (offsetBytes + i));
            }
            return address;
        }

        @Override
        public boolean isResident() {
            return false;
        }

        @Override
        public void close() {}
    }
}
