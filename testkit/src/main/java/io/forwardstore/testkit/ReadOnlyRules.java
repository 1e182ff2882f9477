package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The rules of group READONLY.
interface ReadOnlyRules extends StorageUnderTest {
    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("READONLY-1 reading changes neither the file nor its directory")
    default void readingChangesNothing(Fixture fixture) throws IOException {
        Path file = copy(fixture);
        byte[] content = Files.readAllBytes(file);
        FileTime modified = Files.getLastModifiedTime(file);
        try (ForwardStore store = fixture.open(file)) {
            readAll(store);
            assertEquals(List.of(file), neighbours(file), "entries while the store is open");
        }
        assertEquals(List.of(file), neighbours(file), "entries after the store was closed");
        assertArrayEquals(content, Files.readAllBytes(file), "content");
        assertEquals(modified, Files.getLastModifiedTime(file), "time of modification");
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("READONLY-2 a read-only file in a read-only directory opens")
    default void aReadOnlyFileOpens(Fixture fixture) throws IOException {
        Path file = copy(fixture);
        Path directory = file.resolveSibling("");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "needs POSIX permissions");
        Set<PosixFilePermission> writable = Files.getPosixFilePermissions(directory);
        Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ));
        Files.setPosixFilePermissions(
                directory, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE));
        try (ForwardStore store = fixture.open(file)) {
            readAll(store);
        } finally {
            Files.setPosixFilePermissions(directory, writable);
        }
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("READONLY-3 an open store holds no lock on its file")
    default void anOpenStoreHoldsNoLock(Fixture fixture) throws IOException {
        Path file = copy(fixture);
        try (ForwardStore store = fixture.open(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            try (FileLock lock = channel.tryLock()) {
                assertNotNull(lock, "another process holds a lock");
                readAll(store);
            } catch (java.nio.channels.OverlappingFileLockException e) {
                throw new AssertionError("the store holds a lock", e);
            }
        }
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("READONLY-4 a file that another has locked opens")
    default void aLockedFileOpens(Fixture fixture) throws IOException {
        Path file = copy(fixture);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            try (ForwardStore store = fixture.open(file)) {
                readAll(store);
            }
        }
    }

    private static Path copy(Fixture fixture) throws IOException {
        Path table = fixture.table(Datasets.catalog());
        return Files.copy(table, fixture.newDirectory().resolve(table.getFileName()));
    }

    private static List<Path> neighbours(Path file) throws IOException {
        try (Stream<Path> entries = Files.list(file.resolveSibling(""))) {
            return entries.sorted().toList();
        }
    }

    private static void readAll(ForwardStore store) throws IOException {
        Dataset dataset = Datasets.catalog();
        Checks.fetch(store, dataset, List.of("id"), 3, 50, 99);
        Checks.scan(store, dataset, ScanOptions.of("id"));
    }
}
