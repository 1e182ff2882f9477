package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.ArrowCpp;
import io.forwardstore.engine.data.ParquetJava;
import io.forwardstore.engine.data.ParquetRows;
import io.forwardstore.engine.data.Rows;

import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Files that others wrote read as Arrow C++ reads them: by scan, by random fetch and row by row, from mapped bytes and
/// by position, with the same schema.
@Tag("arrow-cpp")
final class ParquetArrowCppTest {
    private static final long SEED = 20_261_122;
    private static final int SINGLE_ROWS = 300;

    /// Two rows of a gigabyte, and map keys that are declared OPTIONAL, which Arrow C++ refuses: `ParquetCorpusTest`
    /// has them.
    private static final Set<String> NOT_BY_ARROW_CPP =
            Set.of("large_string_map.brotli.parquet", "incorrect_map_schema.parquet");

    @TempDir private Path directory;

    @TestFactory
    Stream<DynamicTest> readsEveryFileOfTheCorpusAsArrowCppDoes() throws IOException {
        return Corpora.files("parquet-testing/data", ".parquet").stream()
                .filter(file -> !NOT_BY_ARROW_CPP.contains(file.getFileName().toString()))
                .map(file -> dynamicTest(file.getFileName().toString(), () -> compare(file)));
    }

    @ParameterizedTest
    @EnumSource(ParquetJava.Encodings.class)
    void readsWhatParquetJavaWroteAsArrowCppDoes(ParquetJava.Encodings encodings) throws Exception {
        Path file = directory.resolve("java.parquet");
        MessageType schema = ParquetRows.schema(ParquetRows.FIELDS);
        for (CompressionCodecName codec : List.of(CompressionCodecName.UNCOMPRESSED, CompressionCodecName.ZSTD)) {
            ParquetJava.Style style = new ParquetJava.Style(encodings, codec, null);
            ParquetJava.write(file, schema, ParquetRows.random(schema, 100, SEED), style);
            compare(file);
        }
    }

    @TestFactory
    Stream<DynamicTest> readsEveryLogicalTypeAsArrowCppDoes() {
        ParquetJava.Style style =
                new ParquetJava.Style(ParquetJava.Encodings.V1_PLAIN, CompressionCodecName.UNCOMPRESSED, null);
        return ParquetRows.LOGICAL_FIELDS.stream()
                .map(field ->
                        dynamicTest(
                                field,
                                () -> {
                                    Path file = directory.resolve("java.parquet");
                                    MessageType schema = ParquetRows.schema(List.of(field));
                                    ParquetJava.write(file, schema, ParquetRows.random(schema, 100, SEED), style);
                                    compare(file);
                                }));
    }

    private static void compare(Path file) throws Exception {
        try (BufferAllocator allocator = new RootAllocator()) {
            ArrowCpp.Table expected = ArrowCpp.read(file, FileFormat.PARQUET, allocator);
            compare(expected, PositionalFileSource.open(file), allocator);
            compare(expected, ResidentFileSource.open(file), allocator);
            assertEquals(0, allocator.getAllocatedMemory());
        }
    }

    private static void compare(ArrowCpp.Table expected, FileSource source, BufferAllocator allocator)
            throws IOException {
        try (TableStore store =
                new TableStore(ParquetTableFile.open(source, StorageOptions.defaults().with(allocator)), allocator)) {
            List<String> names = store.physicalSchema().getFields().stream().map(Field::getName).toList();
            assertEquals(expected.schema(), store.physicalSchema(), "schema");
            List<List<String>> columns = expected.columns();
            int rows = columns.getFirst().size();
            assertEquals(rows, store.rowCount(), "rows");
            ScanOptions all = ScanOptions.of(names);
            assertEquals(columns, Rows.scanned(store, all), "scan");
            assertEquals(columns, Rows.scanned(store, all.batchSize(7).parallelism(2)), "scan of small batches");
            int from = rows / 3;
            int to = rows - rows / 4;
            assertEquals(Rows.range(columns, from, to), Rows.scanned(store, all.rows(from, to)), "scan of a range");
            compareFetches(columns, names, store);
        }
    }

    /// All rows in random order, some of them twice, and then one by one.
    private static void compareFetches(List<List<String>> columns, List<String> names, TableStore store)
            throws IOException {
        List<Long> order = new ArrayList<>(LongStream.range(0, store.rowCount()).boxed().toList());
        order.addAll(order.subList(0, order.size() / 10));
        Collections.shuffle(order, new Random(SEED));
        long[] rowIds = order.stream().mapToLong(Long::longValue).toArray();
        assertEquals(Rows.pick(columns, rowIds), Rows.fetched(store, names, rowIds), "fetch");
        for (long row : order.subList(0, Math.min(order.size(), SINGLE_ROWS))) {
            assertEquals(Rows.pick(columns, row), Rows.fetched(store, names, row), "row " + row);
        }
    }
}
