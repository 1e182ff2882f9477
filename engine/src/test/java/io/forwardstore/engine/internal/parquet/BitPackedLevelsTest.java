package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.ParquetRows;
import io.forwardstore.engine.data.Rows;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bitpacking.ByteBitPackingValuesWriter;
import org.apache.parquet.column.values.bitpacking.Packer;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Levels in the deprecated encoding BIT_PACKED (Parquet specification, "Bit-packed"), which no writer of today makes:
/// packed by parquet-java, page by page.
@SuppressWarnings("deprecation") // It is the encoding that is deprecated.
class BitPackedLevelsTest {
    private static final MessageType SCHEMA =
            ParquetRows.schema(
                    List.of(
                            "optional int32 n",
                            "optional group l (LIST) { repeated group list { optional int32 element; } }"));

    @TempDir private Path directory;

    @Test
    void levelsAreUnpackedFromTheMostSignificantBit() throws IOException {
        byte[] content = content(directory.resolve("packed.parquet"));
        List<List<String>> expected =
                List.of(List.of("7", "null", "null", "8", "9"), List.of("[1, null, 2]", "null", "[null]", "[]", "[3]"));
        try (BufferAllocator allocator = new RootAllocator();
                TableStore store =
                        new TableStore(
                                TableFiles.open(
                                        new ResidentFileSource("bytes", content),
                                        StorageOptions.defaults().with(allocator)),
                                allocator)) {
            assertEquals(expected, Rows.scanned(store, ScanOptions.of("n", "l")));
            long[] rows = {4, 2, 2, 0};
            assertEquals(Rows.pick(expected, rows), Rows.fetched(store, List.of("n", "l"), rows));
        }
    }

    /// A file of five rows.
    static byte[] content(Path file) throws IOException {
        try (ParquetFileWriter writer =
                new ParquetFileWriter(
                        new LocalOutputFile(file), SCHEMA, ParquetFileWriter.Mode.OVERWRITE, Long.MAX_VALUE, 0)) {
            writer.start();
            writer.startBlock(5);
            writePage(writer, 0, new int[0], new int[] {1, 0, 0, 1, 1}, 7, 8, 9);
            writePage(writer, 1, new int[] {0, 1, 1, 0, 0, 0, 0}, new int[] {3, 2, 3, 0, 2, 1, 3}, 1, 2, 3);
            writer.endBlock();
            writer.end(Map.of());
        }
        return Files.readAllBytes(file);
    }

    private static void writePage(
            ParquetFileWriter writer, int column, int[] repetitions, int[] definitions, int... values)
            throws IOException {
        ColumnDescriptor descriptor = SCHEMA.getColumns().get(column);
        ByteBuffer plain = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        plain.asIntBuffer().put(values);
        BytesInput page =
                BytesInput.concat(
                        packed(repetitions, descriptor.getMaxRepetitionLevel()),
                        packed(definitions, descriptor.getMaxDefinitionLevel()),
                        BytesInput.from(plain));
        writer.startColumn(descriptor, definitions.length, CompressionCodecName.UNCOMPRESSED);
        writer.writeDataPage(
                definitions.length,
                (int) page.size(),
                page,
                Statistics.createStats(descriptor.getPrimitiveType()),
                5,
                Encoding.BIT_PACKED,
                Encoding.BIT_PACKED,
                Encoding.PLAIN);
        writer.endColumn();
    }

    private static BytesInput packed(int[] levels, int max) throws IOException {
        ByteBitPackingValuesWriter writer = new ByteBitPackingValuesWriter(max, Packer.BIG_ENDIAN);
        for (int level : levels) {
            writer.writeInteger(level);
        }
        return BytesInput.copy(writer.getBytes());
    }
}
