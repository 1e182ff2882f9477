package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Every file of the Parquet corpus reads as Arrow C++ reads it: by scan, by random fetch and row by row, from mapped
/// bytes and by position, with the same schema.
@Tag("arrow-cpp")
final class ParquetArrowCppTest {
    private static final long SEED = 20_261_122;

    /// Files whose one page takes gigabytes; their test is apart.
    private static final String HUGE = "large_string_map.brotli.parquet";

    /// What Arrow C++ refuses, and why.
    private static final Map<String, String> REFUSED_BY_ARROW =
            Map.of("incorrect_map_schema.parquet", "Map keys must be annotated as required");

    @TestFactory
    Stream<DynamicTest> readsEveryFileOfTheCorpusAsArrowCppDoes() throws IOException {
        return Corpora.files("parquet-testing/data", ".parquet").stream()
                .filter(file -> !file.endsWith(HUGE))
                .map(file -> dynamicTest(file.getFileName().toString(), () -> compare(file)));
    }

    private static void compare(Path file) throws Exception {
        String name = file.getFileName().toString();
        try (BufferAllocator allocator = new RootAllocator()) {
            ArrowCpp.Table expected;
            try {
                expected = ArrowCpp.read(file, allocator);
            } catch (Exception | AssertionError e) {
                String reason = REFUSED_BY_ARROW.get(name);
                assertTrue(
                        reason != null && String.valueOf(e.getMessage()).contains(reason),
                        () -> "Arrow C++ refuses " + name + ": " + e);
                return;
            }
            compare(expected, PositionalFileSource.open(file), allocator);
            compare(expected, ResidentFileSource.open(file), allocator);
            assertEquals(0, allocator.getAllocatedMemory());
        }
    }

    private static void compare(ArrowCpp.Table expected, FileSource source, BufferAllocator allocator)
            throws IOException {
        try (TableStore store =
                new TableStore(ParquetTableFile.open(source, StorageOptions.defaults().with(allocator)), allocator)) {
            List<String> columns = store.physicalSchema().getFields().stream().map(Field::getName).toList();
            assertEquals(expected.schema(), store.physicalSchema(), "schema");
            List<List<String>> rows = expected.rows();
            assertEquals(rows.size(), store.rowCount(), "rows");
            assertEquals(rows, Values.scanned(store, ScanOptions.of(columns)), "scan");
            assertEquals(rows, Values.scanned(store, ScanOptions.of(columns).batchSize(7)), "scan of small batches");
            int from = rows.size() / 3;
            int to = rows.size() - rows.size() / 4;
            assertEquals(
                    rows.subList(from, to),
                    Values.scanned(store, ScanOptions.of(columns).rows(from, to)),
                    "scan of a range");
            compareFetches(rows, columns, store);
        }
    }

    private static void compareFetches(List<List<String>> rows, List<String> columns, TableStore store)
            throws IOException {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(SEED));
        List<Integer> some = order.subList(0, Math.min(order.size(), 300));
        long[] ids = some.stream().mapToLong(Integer::longValue).toArray();
        assertEquals(some.stream().map(rows::get).toList(), Values.fetched(store, columns, ids), "fetch");
        for (int row : order.subList(0, Math.min(order.size(), 40))) {
            assertEquals(List.of(rows.get(row)), Values.fetched(store, columns, row), "row " + row);
        }
    }
}
