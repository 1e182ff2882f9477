package io.forwardstore.bufferpool;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// The process that [ResidentMemoryTest] watches. Warms up over a manager of the smallest useful budget, says so, waits
/// for a line, and reads on over one of the given budget.
final class ResidentMemoryReader {
    private static final int THREADS = 8;
    private static final int WARM_UP_SECONDS = 4;
    private static final long WARM_UP_BUDGET_BYTES = 1 << 20;

    private ResidentMemoryReader() {}

    /// Arguments: file, rows, budget in bytes, seconds.
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        int rows = Integer.parseInt(arguments[1]);
        run(file, rows, WARM_UP_BUDGET_BYTES, WARM_UP_SECONDS);
        System.out.println("warm");
        System.in.read();
        long read = run(file, rows, Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        System.out.println(read + " rows read and checked");
    }

    private static long run(Path file, int rows, long budgetBytes, int seconds) throws Exception {
        AtomicLong read = new AtomicLong();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (BufferManager manager = BufferManager.of(budgetBytes);
                ForwardStore store = new BufferPoolStorageProvider(manager).open(file, StorageOptions.defaults());
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                boolean scans = i % 2 == 0;
                readers.add(
                        threads.submit(() -> {
                            while (System.nanoTime() < end) {
                                read.addAndGet(scans ? scan(store, end) : fetch(store, rows, random));
                            }
                            return null;
                        }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
        return read.get();
    }

    private static long fetch(ForwardStore store, int rows, Random random) throws Exception {
        long[] ids = random.longs(20, 0, rows).toArray();
        try (VectorSchemaRoot root = store.fetch(KnownTable.COLUMNS, ids)) {
            KnownTable.check(root, ids);
        }
        return ids.length;
    }

    private static long scan(ForwardStore store, long end) throws Exception {
        long next = 0;
        try (ArrowReader reader = store.scan(KnownTable.COLUMNS)) {
            while (System.nanoTime() < end && reader.loadNextBatch()) {
                VectorSchemaRoot root = reader.getVectorSchemaRoot();
                KnownTable.check(root, LongStream.range(next, next + root.getRowCount()).toArray());
                next += root.getRowCount();
            }
        }
        return next;
    }
}
