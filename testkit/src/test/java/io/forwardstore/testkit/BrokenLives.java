package io.forwardstore.testkit;

import io.forwardstore.ScanOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Stores that do not mind what they own, when they end, and who else is there.
final class BrokenLives {
    private BrokenLives() {}

    static List<Broken> all() {
        return List.of(
                Broken.store(
                        "leaks a few bytes a fetch",
                        "OWN-9 OWN-11 OWN-12 THREAD-2",
                        BrokenFetches.fetching((store, columns, rows) -> {
                            VectorSchemaRoot answer = store.answer(columns, rows);
                            store.allocator.buffer(8);
                            return answer;
                        })),
                Broken.store(
                        "leaks when it refuses",
                        "OWN-10 OWN-11 OWN-12 THREAD-2",
                        BrokenFetches.fetching((store, columns, rows) -> {
                            ArrowBuf buffer = store.allocator.buffer(8);
                            VectorSchemaRoot answer = store.answer(columns, rows);
                            buffer.close();
                            return answer;
                        })),
                Broken.store("unmaps too early: its results end with it", "OWN-1 OWN-4", UnmapsEarly::new),
                Broken.store(
                        "ends its scans when it is closed",
                        "OWN-2 OWN-9",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    ArrowReader reader(Dataset rows, ScanOptions options, long end) {
                                        return new NaiveReader(this, rows, options, end) {
                                            @Override
                                            public boolean loadNextBatch() throws IOException {
                                                requireOpen();
                                                return super.loadNextBatch();
                                            }
                                        };
                                    }
                                }),
                Broken.store("uses the memory of a result again", "OWN-1 OWN-3", ReusesMemory::new),
                Broken.store(
                        "cannot be closed twice",
                        "OWN-4",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public void close() throws IOException {
                                        requireOpen();
                                        super.close();
                                    }
                                }),
                Broken.store(
                        "answers after it was closed",
                        "FAIL-1 OWN-6 THREAD-2",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public void close() {}
                                }),
                Broken.store(
                        "looks at arguments before it looks whether it is closed",
                        "OWN-6",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds)
                                            throws IOException {
                                        requireColumns(dataset(), columns);
                                        return super.fetch(columns, rowIds);
                                    }
                                }),
                Broken.store(
                        "cannot close a reader twice",
                        "OWN-5",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    ArrowReader reader(Dataset rows, ScanOptions options, long end) {
                                        return new NaiveReader(this, rows, options, end) {
                                            private boolean closed;

                                            @Override
                                            protected void closeReadSource() {
                                                if (closed) {
                                                    throw new IllegalStateException("[" + file + "] Closed already");
                                                }
                                                closed = true;
                                            }
                                        };
                                    }
                                }),
                Broken.store("mixes up concurrent fetches", "THREAD-1", MixesUp::new),
                Broken.store(
                        "shares one reader among scans",
                        "OWN-2 OWN-9 SCAN-10",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    private long sharedNext = -1;

                                    @Override
                                    ArrowReader reader(Dataset rows, ScanOptions options, long end) {
                                        sharedNext = -1;
                                        return new NaiveReader(this, rows, options, end) {
                                            @Override
                                            public boolean loadNextBatch() throws IOException {
                                                next = sharedNext < 0 ? next : sharedNext;
                                                boolean loaded = super.loadNextBatch();
                                                sharedNext = next;
                                                return loaded;
                                            }
                                        };
                                    }
                                }),
                Broken.store(
                        "fails anyhow when it is closed while it reads",
                        "THREAD-2",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds)
                                            throws IOException {
                                        VectorSchemaRoot answer = super.fetch(columns, rowIds);
                                        LockSupport.parkNanos(columns.size() > 6 ? 1_000_000 : 0);
                                        if (isClosed()) {
                                            answer.close();
                                            throw new NullPointerException("[" + file + "] No map");
                                        }
                                        return answer;
                                    }
                                }),
                Broken.store(
                        "is broken by an interrupt",
                        "THREAD-4",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    private final AtomicBoolean interrupted = new AtomicBoolean();

                                    @Override
                                    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds)
                                            throws IOException {
                                        if (Thread.currentThread().isInterrupted() || interrupted.get()) {
                                            interrupted.set(true);
                                            throw new IOException("[" + file + "] The channel is closed");
                                        }
                                        return super.fetch(columns, rowIds);
                                    }
                                }),
                Broken.store(
                        "counts nothing",
                        "STATS-1 STATS-2 STATS-3 STATS-4 STATS-5",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public StoreStats stats() {
                                        requireOpen();
                                        return new StoreStats(0, 0, 0, 0, 0, 0, 0, 0, 0);
                                    }
                                }),
                Broken.store(
                        "counts what it refused",
                        "STATS-5",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    private final AtomicInteger refused = new AtomicInteger();

                                    @Override
                                    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds)
                                            throws IOException {
                                        try {
                                            return super.fetch(columns, rowIds);
                                        } catch (RuntimeException e) {
                                            refused.incrementAndGet();
                                            throw e;
                                        }
                                    }

                                    @Override
                                    public StoreStats stats() {
                                        StoreStats right = super.stats();
                                        return new StoreStats(
                                                right.fetches() + refused.get(),
                                                right.rowsFetched(),
                                                right.batchesScanned(),
                                                right.rowsScanned(),
                                                0,
                                                right.bytesCopied(),
                                                0,
                                                0,
                                                0);
                                    }
                                }));
    }

    /// Fills the results that are still there with zeros when it is closed.
    private static final class UnmapsEarly extends NaiveStore {
        private final Queue<VectorSchemaRoot> results = new ConcurrentLinkedQueue<>();

        UnmapsEarly(Path file, Dataset dataset, BufferAllocator allocator) {
            super(file, dataset, allocator);
        }

        @Override
        public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
            VectorSchemaRoot result = super.fetch(columns, rowIds);
            results.add(result);
            return result;
        }

        @Override
        public void close() throws IOException {
            super.close();
            results.forEach(BrokenLives::zero);
        }
    }

    /// Fills an earlier result with zeros when the next one is made.
    private static final class ReusesMemory extends NaiveStore {
        private final Queue<VectorSchemaRoot> results = new ConcurrentLinkedQueue<>();
        private final Thread owner = Thread.currentThread();

        ReusesMemory(Path file, Dataset dataset, BufferAllocator allocator) {
            super(file, dataset, allocator);
        }

        @Override
        public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
            VectorSchemaRoot result = super.fetch(columns, rowIds);
            if (Thread.currentThread() == owner) {
                results.forEach(BrokenLives::zero);
                results.add(result);
            }
            return result;
        }
    }

    private static void zero(VectorSchemaRoot root) {
        for (FieldVector vector : root.getFieldVectors()) {
            if (vector.getValueCount() == 0) {
                continue;
            }
            for (ArrowBuf buffer : vector.getBuffers(false)) {
                if (buffer.refCnt() > 0) {
                    buffer.setZero(0, buffer.capacity());
                }
            }
        }
    }

    /// Answers a fetch that overlaps another with the first row over and over.
    private static final class MixesUp extends NaiveStore {
        private final AtomicInteger running = new AtomicInteger();

        MixesUp(Path file, Dataset dataset, BufferAllocator allocator) {
            super(file, dataset, allocator);
        }

        @Override
        public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
            boolean alone = running.incrementAndGet() == 1;
            try {
                Thread.sleep(rowIds.length > 1 && alone ? 1 : 0);
                return super.fetch(columns, alone ? rowIds : new long[rowIds.length]);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("[" + file + "] Interrupted", e);
            } finally {
                running.decrementAndGet();
            }
        }
    }
}
