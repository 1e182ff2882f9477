package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.PositionalFileSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

@SuppressWarnings("MustBeClosedChecker") // Some tests leave things open on purpose.
final class PooledFileTest {
    private static final int PAGE = 64 << 10;
    private static final int SIZE = 20 * PAGE + 123;

    @TempDir Path directory;

    private Path file;
    private byte[] content;

    @BeforeEach
    void writeFile() throws IOException {
        file = directory.resolve("bytes");
        content = new byte[SIZE];
        new Random(5).nextBytes(content);
        Files.write(file, content);
    }

    @Test
    void readsAreTheFilesBytes() throws IOException {
        long seed = System.nanoTime();
        System.out.println("PooledFileTest seed " + seed);
        Random random = new Random(seed);
        for (int budgetPages : new int[] {1, 3, 64}) {
            try (BufferManager manager = tracked((long) budgetPages * PAGE);
                    PooledFile pooled = manager.pool().open(file)) {
                for (int i = 0; i < 200; i++) {
                    int position = random.nextInt(SIZE);
                    ByteBuffer target = ByteBuffer.allocate(random.nextInt(6 * PAGE));
                    int read = pooled.read(position, target);
                    assertEquals(Math.min(target.capacity(), SIZE - position), read);
                    assertArrayEquals(
                            Arrays.copyOfRange(content, position, position + read),
                            Arrays.copyOf(target.array(), read));
                }
                assertEquals(-1, pooled.read(SIZE, ByteBuffer.allocate(1)));
            }
        }
    }

    @Test
    void pagesArePinnedAndTheLastOneIsShort() throws IOException {
        try (BufferManager manager = tracked(64L * PAGE);
                PooledFile pooled = manager.pool().open(file)) {
            assertEquals(21, pooled.pageCount());
            try (PinnedPage page = manager.pool().pin(pooled, 20)) {
                assertEquals(20, page.page());
                assertEquals(123, page.segment().byteSize());
                assertArrayEquals(
                        Arrays.copyOfRange(content, 20 * PAGE, SIZE), page.segment().toArray(ValueLayout.JAVA_BYTE));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> pooled.pin(21).close());
        }
    }

    @Test
    void aPageCannotBeUsedAfterItIsUnpinned() throws IOException {
        try (BufferManager manager = tracked(64L * PAGE);
                PooledFile pooled = manager.pool().open(file)) {
            PinnedPage page = pooled.pin(0);
            MemorySegment segment = page.segment();
            assertThrows(IllegalArgumentException.class, () -> segment.fill((byte) 0));
            manager.pool().unpin(page);
            manager.pool().unpin(page);
            assertThrows(IllegalStateException.class, page::segment);
        }
    }

    @Test
    void adjacentMissingPagesAreReadAtOnce() throws IOException {
        try (BufferManager manager = tracked(64L * PAGE);
                CountingSource source = new CountingSource(PositionalFileSource.open(file));
                PooledFile pooled = new PooledFile(manager, file, source)) {
            pooled.read(3L * PAGE, ByteBuffer.allocate(8 * PAGE));
            assertEquals(1, source.reads.get());
            assertEquals(8, manager.stats().loads());
            pooled.read(0, ByteBuffer.allocate(12 * PAGE));
            assertEquals(12, manager.stats().loads());
            assertTrue(source.reads.get() <= 3, "reads " + source.reads);
        }
    }

    @Test
    void aFileThatWasChangedInPlaceIsNotServed() throws IOException {
        try (BufferManager manager = tracked(64L * PAGE);
                PooledFile pooled = manager.pool().open(file)) {
            pooled.read(0, ByteBuffer.allocate(10));
            content[5 * PAGE] ^= 1;
            Files.write(file, content);
            Files.setLastModifiedTime(file, FileTime.fromMillis(12_345));
            IOException refusal =
                    assertThrows(IOException.class, () -> pooled.read(5L * PAGE, ByteBuffer.allocate(10)));
            assertTrue(refusal.getMessage().startsWith("[" + file + "] Cannot read: the file was changed"));
        }
    }

    @Test
    void aFileThatWasReplacedIsReadOnAsItWasAndTheNewOneApart() throws IOException {
        try (BufferManager manager = tracked(64L * PAGE);
                PooledFile old = manager.pool().open(file)) {
            old.read(0, ByteBuffer.allocate(10));
            byte[] replacement = new byte[SIZE];
            new Random(6).nextBytes(replacement);
            Path other = Files.write(directory.resolve("other"), replacement);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            try (PooledFile replaced = manager.pool().open(file)) {
                assertArrayEquals(content, readAll(old));
                assertArrayEquals(replacement, readAll(replaced));
            }
        }
    }

    private static byte[] readAll(PooledFile pooled) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(SIZE);
        assertEquals(SIZE, pooled.read(0, target));
        return target.array();
    }

    @Test
    void aPageThatIsNotUnpinnedIsReportedWithThePlace() throws IOException {
        BufferManager manager = tracked(64L * PAGE);
        PooledFile pooled = manager.pool().open(file);
        PinnedPage leaked = pooled.pin(2);
        pooled.close();
        IllegalStateException leak = assertThrows(IllegalStateException.class, manager::close);
        assertTrue(leak.getMessage().contains("page 2 of [" + file + "]"), leak.getMessage());
        assertTrue(leak.getMessage().contains("aPageThatIsNotUnpinned"), leak.getMessage());
        leaked.close();
    }

    private static BufferManager tracked(long bytes) {
        return BufferManager.of(BufferManagerOptions.of(bytes).withLeakTracking(LeakTracking.ON));
    }

    private static final class CountingSource implements FileSource {
        private final FileSource source;
        final AtomicInteger reads = new AtomicInteger();

        CountingSource(FileSource source) {
            this.source = source;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public long sizeBytes() {
            return source.sizeBytes();
        }

        @Override
        public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
            reads.incrementAndGet();
            return source.read(offsetBytes, bytes, scope);
        }

        @Override
        public boolean isResident() {
            return false;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
