package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.ParquetJava;
import io.forwardstore.engine.data.ParquetRows;
import io.forwardstore.engine.data.Rows;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/// The type INTERVAL has no logical type of today; parquet-java writes UNKNOWN beside the converted type.
class IntervalTest {
    private static final int ROWS = 100;

    @TempDir private Path directory;

    @Test
    void intervalsAreNotTakenForNulls() throws IOException {
        List<List<String>> plain = rows("optional fixed_len_byte_array(12) x");
        assertNotEquals(List.of(Collections.nCopies(ROWS, "null")), plain);
        assertEquals(plain, rows("optional fixed_len_byte_array(12) x (INTERVAL)"));
    }

    private List<List<String>> rows(String field) throws IOException {
        Path file = directory.resolve("t.parquet");
        MessageType schema = ParquetRows.schema(List.of(field));
        ParquetJava.Style style =
                new ParquetJava.Style(ParquetJava.Encodings.V1_PLAIN, CompressionCodecName.UNCOMPRESSED, null);
        ParquetJava.write(file, schema, ParquetRows.random(schema, ROWS, 1), style);
        try (BufferAllocator allocator = new RootAllocator();
                TableStore store =
                        new TableStore(
                                TableFiles.open(
                                        ResidentFileSource.open(file), StorageOptions.defaults().with(allocator)),
                                allocator)) {
            return Rows.scanned(store, ScanOptions.of("x"));
        }
    }
}
