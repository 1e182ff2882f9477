package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The rules of group THREAD.
interface ThreadRules extends StorageUnderTest {
    int THREADS = 4;
    int READS = 60;

    @ConformanceTest
    @DisplayName("THREAD-1 concurrent reads answer what the reference answers")
    default void concurrentReadsAnswerWhatTheReferenceAnswers(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            tasks.add(() -> {
                for (int i = 0; i < READS; i++) {
                    read(store, dataset, random);
                }
                return null;
            });
        }
        Together.run(tasks);
    }

    private static void read(ForwardStore store, Dataset dataset, Random random) throws IOException {
        List<String> columns = Differential.columns(dataset, random);
        if (random.nextInt(4) == 0) {
            Checks.scan(store, dataset, ScanOptions.of(columns).batchSize(1 + random.nextInt(50)));
        } else {
            Checks.fetch(store, dataset, columns, Differential.rows(dataset, random));
        }
    }

    @ConformanceTest
    @DisplayName("THREAD-2 a read that a close overtakes answers rightly or is refused as closed")
    default void aReadThatACloseOvertakesIsRightOrRefused(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        for (int round = 0; round < 8; round++) {
            ForwardStore store = fixture.open(dataset);
            CountDownLatch reading = new CountDownLatch(THREADS);
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                tasks.add(() -> {
                    readUntilClosed(store, dataset, random, reading);
                    return null;
                });
            }
            tasks.add(() -> {
                reading.await(10, TimeUnit.SECONDS);
                store.close();
                return null;
            });
            Together.run(tasks);
        }
        assertEquals(0, fixture.allocator().getAllocatedMemory(), "bytes left in the allocator");
    }

    private static void readUntilClosed(ForwardStore store, Dataset dataset, Random random, CountDownLatch reading)
            throws IOException {
        try {
            for (int i = 0; i < 100_000; i++) {
                read(store, dataset, random);
                reading.countDown();
            }
            throw new AssertionError("the store answers long after it was closed");
        } catch (IllegalStateException _) {
            // closed: what the loop waits for
        } finally {
            reading.countDown();
        }
    }

    @ConformanceTest
    @DisplayName("THREAD-3 tables may be opened concurrently")
    default void tablesMayBeOpenedConcurrently(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        fixture.table(dataset);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            tasks.add(() -> {
                for (int i = 0; i < 10; i++) {
                    try (ForwardStore store = fixture.open(dataset)) {
                        Checks.fetch(store, dataset, List.of("id"), i, 50, 99);
                    }
                }
                return null;
            });
        }
        Together.run(tasks);
    }

    @ConformanceTest
    @DisplayName("THREAD-4 an interrupted reader does not harm the store")
    default void anInterruptedReaderDoesNotHarmTheStore(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Thread.currentThread().interrupt();
        try (VectorSchemaRoot answer = store.fetch(dataset.columnNames(), new long[] {3, 50, 99})) {
            Thread.interrupted();
            Checks.rows(dataset, dataset.columnNames(), new long[] {3, 50, 99}, answer);
        } catch (IOException _) {
            // an interrupted read may fail; the store may not
        } finally {
            Thread.interrupted();
        }
        Checks.fetch(store, dataset, dataset.columnNames(), 3, 50, 99);
        Checks.scan(store, dataset, ScanOptions.of(dataset.columnNames()));
    }
}
