package io.forwardstore.testkit;

import io.forwardstore.Capability;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.data.DamagedTable;
import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/// Backends that open or describe themselves wrongly.
final class BrokenProviders {
    private BrokenProviders() {}

    static List<Broken> all() {
        return List.of(
                Broken.of(
                        "says that a corrupt file is empty",
                        "FAIL-2 FAIL-4 FAIL-5 FAIL-7 OPEN-3 OPEN-5",
                        new NaiveStorageProvider() {
                            @Override
                            public ForwardStore open(Path file, StorageOptions options) throws IOException {
                                try {
                                    return super.open(file, options);
                                } catch (io.forwardstore.CorruptFileException e) {
                                    Schema schema = new Schema(List.of());
                                    return new NaiveStore(
                                            file, Dataset.of("none", schema, List.of()), options.allocator());
                                }
                            }
                        }),
                Broken.of(
                        "throws any exception for a corrupt file",
                        "FAIL-4 FAIL-5 FAIL-6 FAIL-7 OPEN-3 OPEN-5",
                        new NaiveStorageProvider() {
                            @Override
                            IOException corrupt(Path file) {
                                throw new IndexOutOfBoundsException("[" + file + "] Index 7 out of bounds");
                            }
                        }),
                Broken.of(
                        "throws any IOException for a corrupt file",
                        "FAIL-4 FAIL-5 FAIL-7 OPEN-3",
                        new NaiveStorageProvider() {
                            @Override
                            IOException corrupt(Path file) {
                                return new IOException("[" + file + "] Corrupt");
                            }
                        }),
                Broken.of(
                        "names another file when one is corrupt",
                        "FAIL-2 FAIL-4 FAIL-5 FAIL-6 FAIL-7",
                        new NaiveStorageProvider() {
                            @Override
                            IOException corrupt(Path file) {
                                return new io.forwardstore.CorruptFileException(
                                        "a temporary file", 0, "expected a table");
                            }
                        }),
                Broken.of(
                        "answers what the bytes happen to be that an offset leads to",
                        "FAIL-7",
                        new NaiveStorageProvider() {
                            @Override
                            public ForwardStore open(Path file, StorageOptions options) throws IOException {
                                return isDamaged(file)
                                        ? store(file, DamagedTable.all().getFirst().whole(), options.allocator())
                                        : super.open(file, options);
                            }

                            private boolean isDamaged(Path file) {
                                return file.getFileName().toString().startsWith("outside") && Files.isRegularFile(file);
                            }
                        }),
                Broken.of(
                        "takes a missing file for a wrong argument",
                        "OPEN-2",
                        new NaiveStorageProvider() {
                            @Override
                            public ForwardStore open(Path file, StorageOptions options) throws IOException {
                                if (!Files.exists(file)) {
                                    throw new IllegalArgumentException("[" + file + "] No such file");
                                }
                                return super.open(file, options);
                            }
                        }),
                Broken.of(
                        "knows files by their names",
                        "OPEN-1",
                        new NaiveStorageProvider() {
                            @Override
                            public ForwardStore open(Path file, StorageOptions options) throws IOException {
                                if (Files.isRegularFile(file) && file.toString().endsWith(".csv")) {
                                    throw corrupt(file);
                                }
                                return super.open(file, options);
                            }
                        }),
                Broken.of(
                        "passes over options that it does not know",
                        "FAIL-2 OPEN-5 OPEN-6",
                        new NaiveStorageProvider() {
                            @Override
                            void check(Path file, StorageOptions options) {
                                options.get(MAX_ROWS);
                            }
                        }),
                Broken.of(
                        "reads options when it is too late",
                        "OPEN-7",
                        new NaiveStorageProvider() {
                            @Override
                            void check(Path file, StorageOptions options) {
                                try {
                                    super.check(file, options);
                                } catch (IllegalArgumentException e) {
                                    if (e.getMessage().contains("Unknown option")) {
                                        throw e;
                                    }
                                }
                            }
                        }),
                Broken.of(
                        "wants to be named by the options",
                        "OPEN-9",
                        new NaiveStorageProvider() {
                            @Override
                            void check(Path file, StorageOptions options) {
                                super.check(file, options);
                                if (options.toString().contains("type=MMAP")) {
                                    throw new IllegalArgumentException("[" + file + "] This is no MMAP");
                                }
                            }
                        }),
                Broken.of(
                        "holds a descriptor of a file that it could not open",
                        "OPEN-5",
                        new NaiveStorageProvider() {
                            @Override
                            IOException corrupt(Path file) {
                                try {
                                    HELD.add(FileChannel.open(file));
                                } catch (IOException e) {
                                    return e;
                                }
                                return super.corrupt(file);
                            }
                        }),
                Broken.store(
                        "holds a descriptor after it was closed",
                        "OWN-9",
                        (file, dataset, allocator) -> {
                            HELD.add(FileChannel.open(file));
                            return new NaiveStore(file, dataset, allocator);
                        }),
                Broken.store(
                        "locks its file",
                        "READONLY-3",
                        (file, dataset, allocator) -> {
                            FileChannel channel =
                                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                            try {
                                channel.tryLock();
                            } catch (java.nio.channels.OverlappingFileLockException _) {
                                // one lock is enough
                            }
                            return new NaiveStore(file, dataset, allocator) {
                                @Override
                                public void close() throws IOException {
                                    channel.close();
                                    super.close();
                                }
                            };
                        }),
                Broken.store(
                        "leaves a file beside its file",
                        "READONLY-1 WRITE-11",
                        (file, dataset, allocator) -> {
                            Files.write(file.resolveSibling("index.tmp"), new byte[1]);
                            return new NaiveStore(file, dataset, allocator);
                        }),
                Broken.of(
                        "writes though it does not say so",
                        "CAP-3",
                        new NaiveStorageProvider() {
                            @Override
                            public Set<Capability> capabilities() {
                                return Set.of(Capability.ARROW_IPC, Capability.PARQUET);
                            }

                            @Override
                            public WritableForwardStore create(Path file, Schema schema, StorageOptions options) {
                                return new NaiveWritableStore(file, schema, options.allocator(), Long.MAX_VALUE);
                            }
                        }),
                Broken.of(
                        "reads Parquet though it does not say so",
                        "CAP-4",
                        new NaiveStorageProvider() {
                            private final StorageProvider all = new NaiveStorageProvider();

                            @Override
                            public Set<Capability> capabilities() {
                                return Set.of(Capability.ARROW_IPC, Capability.WRITE);
                            }

                            @Override
                            public ForwardStore open(Path file, StorageOptions options) throws IOException {
                                return all.open(file, options);
                            }
                        }),
                Broken.of(
                        "is not registered",
                        "CAP-2",
                        new NaiveStorageProvider() {
                            @Override
                            public String id() {
                                return "NobodyKnowsMe";
                            }
                        }),
                Broken.of(
                        "opens what can be written",
                        "CAP-5 READONLY-1 THREAD-3",
                        new NaiveStorageProvider() {
                            @Override
                            ForwardStore store(Path file, Dataset dataset, BufferAllocator allocator) {
                                NaiveWritableStore store =
                                        new NaiveWritableStore(file, dataset.schema(), allocator, Long.MAX_VALUE);
                                store.replace(dataset);
                                return store;
                            }
                        }));
    }

    private static final List<FileChannel> HELD = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
}
