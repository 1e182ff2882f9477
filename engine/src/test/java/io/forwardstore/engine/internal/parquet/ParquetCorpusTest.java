package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.CorruptFileException;
import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.DuckDb;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/// Files of the Parquet corpus whose content the corpus itself, or its documentation, tells.
class ParquetCorpusTest {
    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    /// The corpus has a twin in CSV for each of these.
    @ParameterizedTest
    @CsvSource({"delta_binary_packed, 200", "delta_encoding_optional_column, 100"})
    void valuesAreThoseOfTheCsvTwin(String name, int rowCount) throws Exception {
        List<List<String>> expected = DuckDb.csv(file(name + "_expect.csv"));
        try (ForwardStore store = open(file(name + ".parquet"), false)) {
            List<String> names = store.physicalSchema().getFields().stream().map(Field::getName).toList();
            assertEquals(rowCount, store.rowCount());
            List<List<String>> scanned = Rows.scanned(store, ScanOptions.of(names));
            for (int i = 0; i < names.size(); i++) {
                assertEquals(expected.get(i), scanned.get(i), names.get(i));
            }
            long[] backwards = LongStream.range(0, rowCount).map(row -> rowCount - 1 - row).toArray();
            assertEquals(Rows.pick(expected, backwards), Rows.fetched(store, names, backwards));
            for (long row : backwards) {
                assertEquals(Rows.pick(expected, row), Rows.fetched(store, names, row));
            }
        }
    }

    /// Two rows, each a map of one key of 2^30 letters `a` to 1.
    @Test
    void aGigabyteOfBrotliIsReadRowByRow() throws IOException {
        try (ForwardStore store = open(file("large_string_map.brotli.parquet"), false)) {
            String name = store.physicalSchema().getFields().getFirst().getName();
            assertEquals(2, store.rowCount());
            try (ArrowReader reader = store.scan(ScanOptions.of(name).batchSize(1))) {
                assertTrue(reader.loadNextBatch());
                assertIsOneLongKey(reader.getVectorSchemaRoot());
                assertTrue(reader.loadNextBatch());
                assertIsOneLongKey(reader.getVectorSchemaRoot());
                assertFalse(reader.loadNextBatch());
            }
            IOException refusal = assertThrows(IOException.class, () -> Rows.fetched(store, List.of(name), 0, 1));
            assertTrue(refusal.getMessage().contains("read fewer rows at once"), refusal.getMessage());
        }
    }

    private static void assertIsOneLongKey(VectorSchemaRoot batch) {
        assertEquals(1, batch.getRowCount());
        StructVector entries = (StructVector) ((MapVector) batch.getVector(0)).getDataVector();
        assertEquals(1, entries.getValueCount());
        assertEquals(1, ((IntVector) entries.getChildrenFromFields().get(1)).get(0));
        VarCharVector keys = (VarCharVector) entries.getChildrenFromFields().get(0);
        int bytes = keys.getValueLength(0);
        assertEquals(1 << 30, bytes);
        ArrowBuf buffer = keys.getDataBuffer();
        long address = buffer.memoryAddress() + keys.getStartOffset(0);
        assertEquals('a', Memory.getByte(address));
        // Every byte is as the one before.
        assertEquals(-1, Memory.asSegment(address, bytes - 1L).mismatch(Memory.asSegment(address + 1, bytes - 1L)));
    }

    /// Map keys that Presto declared OPTIONAL, which Arrow C++ refuses.
    @Test
    void mapsWhoseKeysAreDeclaredOptionalAreRead() throws IOException {
        try (ForwardStore store = open(file("incorrect_map_schema.parquet"), false)) {
            String name = store.physicalSchema().getFields().getFirst().getName();
            assertEquals(
                    List.of(List.of("[{key=parent, value=another}, {key=name, value=report}]")),
                    Rows.scanned(store, ScanOptions.of(name)));
            assertEquals(Rows.scanned(store, ScanOptions.of(name)), Rows.fetched(store, List.of(name), 0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "datapage_v1-corrupt-checksum, true",
        "rle-dict-uncompressed-corrupt-checksum, true",
        "datapage_v1-uncompressed-checksum, false",
        "datapage_v1-snappy-compressed-checksum, false",
        "plain-dict-uncompressed-checksum, false",
        "rle-dict-snappy-checksum, false"
    })
    void checksumsAreVerifiedIfAskedFor(String name, boolean isCorrupt) throws IOException {
        Path file = file(name + ".parquet");
        List<String> columns;
        List<List<String>> unverified;
        try (ForwardStore store = open(file, false)) {
            columns = store.physicalSchema().getFields().stream().map(Field::getName).toList();
            unverified = Rows.scanned(store, ScanOptions.of(columns));
            assertEquals(store.rowCount(), unverified.getFirst().size());
        }
        try (ForwardStore store = open(file, true)) {
            if (isCorrupt) {
                CorruptFileException refusal =
                        assertThrows(CorruptFileException.class, () -> Rows.scanned(store, ScanOptions.of(columns)));
                assertTrue(refusal.getMessage().contains("checksum"), refusal.getMessage());
            } else {
                assertEquals(unverified, Rows.scanned(store, ScanOptions.of(columns)));
            }
        }
    }

    private static Path file(String name) throws IOException {
        return Corpora.files("parquet-testing/data", "/" + name).getFirst();
    }

    private ForwardStore open(Path file, boolean verifyChecksums) throws IOException {
        StorageOptions options =
                StorageOptions.defaults().with(allocator).with(ParquetOptions.VERIFY_CHECKSUMS, verifyChecksums);
        return new TableStore(TableFiles.open(PositionalFileSource.open(file), options), allocator);
    }
}
