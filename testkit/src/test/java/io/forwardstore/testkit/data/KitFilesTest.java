package io.forwardstore.testkit.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files that the kit writes hold what it says they hold: Arrow C++ reads them alike.
@Tag("arrow-cpp")
final class KitFilesTest {
    /// What Arrow C++ 18 does not read from Parquet: fixed-size lists among which there are nulls.
    private static final List<String> NOT_BY_ARROW_CPP = List.of("fixed_size_list");

    private static final int SEEDS = 20;

    @TempDir private Path directory;

    @TestFactory
    Stream<DynamicTest> arrowCppReadsWhatTheKitWrites() {
        return Stream.of(Format.ARROW_IPC, Format.PARQUET)
                .flatMap(format ->
                        datasets(format)
                                .map(dataset ->
                                        DynamicTest.dynamicTest(format + " " + dataset, () -> check(dataset, format))));
    }

    private static Stream<Dataset> datasets(Format format) {
        List<TypeCase> types =
                TypeCase.all().stream()
                        .filter(format::holds)
                        .filter(type -> format != Format.PARQUET || !NOT_BY_ARROW_CPP.contains(type.name()))
                        .toList();
        List<Dataset> datasets = new ArrayList<>();
        datasets.add(Datasets.catalog());
        datasets.add(Datasets.boundary(0, 5));
        datasets.add(Datasets.boundary(100, 33));
        for (Nulls nulls : Nulls.values()) {
            for (TypeCase type : types) {
                if (type.allows(nulls)) {
                    datasets.add(Datasets.ofTypes(List.of(type), nulls, List.of(37, 5, 20)));
                }
            }
        }
        for (long seed = 1; seed <= SEEDS; seed++) {
            datasets.add(Datasets.ofSeed(seed, types));
        }
        return datasets.stream();
    }

    private void check(Dataset dataset, Format format) throws Exception {
        Path file = dataset.write(format, directory);
        try (BufferAllocator allocator = new RootAllocator();
                FileSystemDatasetFactory factory =
                        new FileSystemDatasetFactory(
                                allocator,
                                NativeMemoryPool.getDefault(),
                                format == Format.PARQUET ? FileFormat.PARQUET : FileFormat.ARROW_IPC,
                                file.toUri().toString());
                org.apache.arrow.dataset.source.Dataset source = factory.finish();
                Scanner scanner = source.newScan(new ScanOptions(1_000));
                ArrowReader reader = scanner.scanBatches()) {
            long row = 0;
            while (reader.loadNextBatch()) {
                row += check(dataset, row, reader);
            }
            assertEquals(dataset.rowCount(), row);
        }
    }

    private static int check(Dataset dataset, long firstRow, ArrowReader reader) throws IOException {
        VectorSchemaRoot batch = reader.getVectorSchemaRoot();
        List<String> names = batch.getSchema().getFields().stream().map(Field::getName).toList();
        assertEquals(dataset.columnNames(), names);
        for (int column = 0; column < names.size(); column++) {
            List<@Nullable Object> values = decoded(reader, batch.getVector(column));
            for (int i = 0; i < batch.getRowCount(); i++) {
                long row = firstRow + i;
                assertEquals(dataset.value(column, row), values.get(i), names.get(column) + " in row " + row);
            }
        }
        return batch.getRowCount();
    }

    /// Arrow C++ hands dictionary-encoded columns over as they are.
    private static List<@Nullable Object> decoded(ArrowReader reader, FieldVector vector) throws IOException {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        List<@Nullable Object> values = VectorValues.all(vector);
        if (encoding != null) {
            FieldVector dictionary = reader.lookup(encoding.getId()).getVector();
            values.replaceAll(
                    index -> index == null ? null : VectorValues.value(dictionary, Math.toIntExact((Long) index)));
        }
        return values;
    }
}
