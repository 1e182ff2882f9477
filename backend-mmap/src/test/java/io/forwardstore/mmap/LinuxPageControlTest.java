package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// The system calls do what their names say: a sparse file is looked at through them and through `/proc`.
@EnabledOnOs(OS.LINUX)
final class LinuxPageControlTest {
    /// More than is asked about at once, twice, and not a whole number of pages.
    private static final long FILE_BYTES = (128L << 20) + 5_000;

    @TempDir Path directory;
    private LibC calls;
    private LinuxPageControl pages;
    private LibC.Mapped mapped;

    @BeforeEach
    void mapASparseFile() throws IOException {
        calls = LibC.instance();
        assumeTrue(calls != null);
        pages = new LinuxPageControl(calls);
        Path file = directory.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(FILE_BYTES);
        }
        mapped = map(file);
        assertNotNull(mapped);
    }

    @AfterEach
    void unmap() {
        if (mapped != null) {
            calls.unmap(mapped.address(), mapped.bytes());
        }
    }

    private LibC.Mapped map(Path file) {
        int descriptor = calls.open(file.toString().getBytes(StandardCharsets.UTF_8));
        try {
            return calls.map(descriptor);
        } finally {
            calls.close(descriptor);
        }
    }

    private long pagesBytes() {
        return Math.ceilDiv(FILE_BYTES, pages.pageBytes()) * pages.pageBytes();
    }

    private static long kibibytes(String file, String prefix) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(file));
        String line = lines.stream().filter(each -> each.startsWith(prefix)).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    @Test
    void aWholeFileIsMappedAndWhatCannotBeIsNull() throws IOException {
        assertEquals(FILE_BYTES, mapped.bytes());
        assertNull(map(directory.resolve("none")));
        assertNull(map(Files.createFile(directory.resolve("empty"))));
        assertNull(map(directory));
    }

    @Test
    void residenceCountsThePagesThatWerePopulated() {
        assertEquals(1, Long.bitCount(pages.pageBytes()));
        assertTrue(pages.pageBytes() >= 4_096);
        pages.advise(mapped.address(), mapped.bytes(), Advice.RANDOM); // no read-ahead
        OptionalLong before = pages.residentBytes(mapped.address(), mapped.bytes());
        assertEquals(OptionalLong.of(0), before);
        long page = pages.pageBytes();
        pages.populate(mapped.address(), 3 * page);
        pages.populate(mapped.address() + (64L << 20), page);
        OptionalLong some = pages.residentBytes(mapped.address(), mapped.bytes());
        assertTrue(some.orElseThrow() >= 4 * page && some.orElseThrow() < pagesBytes(), some.toString());
        pages.populate(mapped.address(), mapped.bytes());
        assertEquals(OptionalLong.of(pagesBytes()), pages.residentBytes(mapped.address(), mapped.bytes()));
    }

    @Test
    void readingAByteOfEachPageBringsAllIntoMemory() {
        pages.advise(mapped.address(), mapped.bytes(), Advice.RANDOM);
        new PortablePageControl().populate(mapped.address(), mapped.bytes());
        assertEquals(OptionalLong.of(pagesBytes()), pages.residentBytes(mapped.address(), mapped.bytes()));
    }

    @Test
    void whatIsNotMappedHasNoResidenceAndTakesNeitherAdviceNorLocks() {
        assertEquals(OptionalLong.empty(), pages.residentBytes(0, pages.pageBytes()));
        UnsupportedOperationException refused =
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> pages.advise(mapped.address() + 1, pages.pageBytes(), Advice.NORMAL));
        assertTrue(refused.getMessage().endsWith("error number 22"), refused.getMessage());
        assertThrows(IllegalStateException.class, () -> calls.unmap(1, 1));
        assertThrows(IllegalStateException.class, () -> calls.unlock(0, pages.pageBytes()));
        assertFalse(pages.lock(0, pages.pageBytes()));
    }

    @Test
    void aTruncatedPageCannotBePopulated() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(directory.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(pages.pageBytes());
        }
        pages.populate(mapped.address(), pages.pageBytes());
        assertThrows(
                InternalError.class, () -> pages.populate(mapped.address() + 2 * pages.pageBytes(), pages.pageBytes()));
    }

    @Test
    void locksAreThoseThatTheSystemCounts() throws IOException {
        long bytes = 4 * pages.pageBytes();
        OptionalLong limit = pages.lockLimitBytes();
        assumeTrue(limit.isEmpty() || limit.getAsLong() >= bytes, "this process may lock nothing");
        long before = kibibytes("/proc/self/status", "VmLck:");
        assertTrue(pages.lock(mapped.address(), bytes));
        assertEquals(before + bytes / 1024, kibibytes("/proc/self/status", "VmLck:"));
        pages.unlock(mapped.address(), bytes);
        assertEquals(before, kibibytes("/proc/self/status", "VmLck:"));
    }

    @Test
    void theLimitIsTheSystems() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/limits"));
        String line = lines.stream().filter(each -> each.startsWith("Max locked memory")).findFirst().orElseThrow();
        String soft = line.replaceFirst("Max locked memory *", "").split(" +")[0];
        OptionalLong expected = soft.equals("unlimited") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(soft));
        assertEquals(expected, pages.lockLimitBytes());
    }
}
