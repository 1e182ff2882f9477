package io.forwardstore.testkit;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.memory.BufferAllocator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Backends that are choosy about what they open, or mix up what they have opened.
final class BrokenOpens {
    private BrokenOpens() {}

    static List<Broken> all() {
        return List.of(
                Broken.of(
                        "takes a directory for a wrong argument",
                        "OPEN-4",
                        opening(file -> {
                            if (Files.isDirectory(file)) {
                                throw new IllegalArgumentException("[" + file + "] Cannot open a directory");
                            }
                        })),
                Broken.of(
                        "opens no file that cannot be written",
                        "READONLY-2",
                        opening(file -> {
                            if (Files.exists(file)
                                    && !Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_WRITE)) {
                                throw new IOException("[" + file + "] Cannot open: the file is read-only");
                            }
                        })),
                Broken.of(
                        "opens no file that another has locked",
                        "READONLY-4",
                        opening(file -> {
                            if (Files.isRegularFile(file)) {
                                requireUnlocked(file);
                            }
                        })),
                Broken.of(
                        "takes no option that is set to its default",
                        "OPEN-8",
                        new NaiveStorageProvider() {
                            @Override
                            void check(Path file, StorageOptions options) {
                                super.check(file, options);
                                if (options.toString().contains(MAX_ROWS.key())
                                        && options.get(MAX_ROWS).equals(MAX_ROWS.defaultValue())) {
                                    throw new IllegalArgumentException("[" + file + "] Cannot open: no limit");
                                }
                            }
                        }),
                Broken.of(
                        "offers encoded dictionaries and has none",
                        "SCHEMA-11",
                        new NaiveStorageProvider() {
                            @Override
                            public List<StorageOption<?>> options() {
                                return List.of(MAX_ROWS, StorageOptions.DICTIONARIES);
                            }
                        }),
                Broken.of("names its options in another order each time", "CAP-1", new ChangesOrder()),
                Broken.of("opens a table once for all who ask", "OPEN-10 STATS-5 *", new OpensOnce()));
    }

    private interface Demand {
        void require(Path file) throws IOException;
    }

    private static NaiveStorageProvider opening(Demand demand) {
        return new NaiveStorageProvider() {
            @Override
            public ForwardStore open(Path file, StorageOptions options) throws IOException {
                demand.require(file);
                return super.open(file, options);
            }
        };
    }

    /// One at a time: threads that open a file together must not find each other's locks.
    private static synchronized void requireUnlocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            if (lock == null) {
                throw new IOException("[" + file + "] Cannot open: another process has locked it");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("[" + file + "] Cannot open: it is locked", e);
        }
    }

    private static final class ChangesOrder extends NaiveStorageProvider {
        private static final StorageOption<Long> OTHER = StorageOption.ofLong("naive.other", 0, 0, "Another option");

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public List<StorageOption<?>> options() {
            List<StorageOption<?>> options = List.of(MAX_ROWS, OTHER);
            return calls.incrementAndGet() % 2 == 0 ? options : options.reversed();
        }

        @Override
        void check(Path file, StorageOptions options) {
            super.check(file, options);
            options.get(OTHER);
        }
    }

    /// As long as a store is open, it is what another open of its table answers.
    private static final class OpensOnce extends NaiveStorageProvider {
        private final Map<Path, NaiveStore> open = new ConcurrentHashMap<>();

        @Override
        ForwardStore store(Path file, Dataset dataset, BufferAllocator allocator) {
            return open.compute(
                    file,
                    (_, store) ->
                            store == null || store.isClosed() || !store.allocator.equals(allocator)
                                    ? new NaiveStore(file, dataset, allocator)
                                    : store);
        }
    }
}
