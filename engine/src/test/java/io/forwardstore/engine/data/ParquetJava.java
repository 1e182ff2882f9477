package io.forwardstore.engine.data;

import com.github.luben.zstd.Zstd;

import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesWriter;
import org.apache.parquet.column.values.factory.DefaultValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.InternalFileEncryptor;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.GroupWriter;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Writes Parquet files by parquet-java, in encodings, page versions and encryption that no other writer at hand has.
// What parquet-java would have instead needs Hadoop, or an allocator to be released.
@SuppressWarnings("deprecation")
public final class ParquetJava {
    private static final int PAGE_ROWS = 9;
    private static final int ROW_GROUP_ROWS = 25;
    private static final int TRUNCATED_BYTES = 64;

    private ParquetJava() {}

    /// How values are encoded; pages are of version 1 for those that begin with `V1`, else of version 2.
    public enum Encodings {
        V1_PLAIN,
        V1_DICTIONARY,
        V2_DICTIONARY,
        /// Differences for integers and strings, runs for booleans.
        V2_DELTA,
        V2_DELTA_LENGTH,
        V2_BYTE_STREAM_SPLIT;

        private ParquetProperties properties() {
            boolean isSplit = this == V2_BYTE_STREAM_SPLIT;
            ParquetProperties.Builder builder =
                    ParquetProperties.builder()
                            .withWriterVersion(
                                    name().startsWith("V1") ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0)
                            .withDictionaryEncoding(this == V1_DICTIONARY || this == V2_DICTIONARY)
                            .withByteStreamSplitEncoding(isSplit)
                            .withExtendedByteStreamSplitEncoding(isSplit)
                            .withPageRowCountLimit(PAGE_ROWS)
                            .withMinRowCountForPageSizeCheck(1)
                            .withAllocator(HeapByteBufferAllocator.getInstance());
            return this == V2_DELTA_LENGTH
                    ? builder.withValuesWriterFactory(new DeltaLengths()).build()
                    : builder.build();
        }
    }

    /// What a file is like.
    ///
    /// @param codec UNCOMPRESSED or ZSTD
    /// @param encryption null if it is not encrypted
    public record Style(
            Encodings encodings, CompressionCodecName codec, @Nullable FileEncryptionProperties encryption) {}

    /// Writes rows in pages of [#PAGE_ROWS] and row groups of [#ROW_GROUP_ROWS], with checksums and page indexes.
    public static void write(Path file, MessageType schema, List<Group> rows, Style style) throws IOException {
        FileEncryptionProperties encryption = style.encryption();
        try (ParquetFileWriter writer =
                new ParquetFileWriter(
                        new LocalOutputFile(file),
                        schema,
                        ParquetFileWriter.Mode.OVERWRITE,
                        Long.MAX_VALUE,
                        0,
                        TRUNCATED_BYTES,
                        TRUNCATED_BYTES,
                        true,
                        encryption == null ? null : new InternalFileEncryptor(encryption))) {
            writer.start();
            for (int from = 0, group = 0; from < rows.size(); from += ROW_GROUP_ROWS, group++) {
                List<Group> part = rows.subList(from, Math.min(rows.size(), from + ROW_GROUP_ROWS));
                writeRowGroup(writer, schema, part, style, group);
            }
            writer.end(Map.of());
        }
    }

    private static void writeRowGroup(
            ParquetFileWriter writer, MessageType schema, List<Group> rows, Style style, int ordinal)
            throws IOException {
        ByteBufferAllocator allocator = HeapByteBufferAllocator.getInstance();
        try (ColumnChunkPageWriteStore pages =
                ColumnChunkPageWriteStore.builder()
                        .withCompressorProvider(column -> new Compressor(style.codec()))
                        .withSchema(schema)
                        .withAllocator(allocator)
                        .withColumnIndexTruncateLength(TRUNCATED_BYTES)
                        .withPageWriteChecksumEnabled(true)
                        .withFileEncryptor(writer.getEncryptor())
                        .withRowGroupOrdinal(ordinal)
                        .build()) {
            ColumnWriteStore columns = style.encodings().properties().newColumnWriteStore(schema, pages, pages);
            RecordConsumer consumer = new ColumnIOFactory().getColumnIO(schema).getRecordWriter(columns);
            GroupWriter groups = new GroupWriter(consumer, schema);
            rows.forEach(groups::write);
            consumer.flush();
            columns.flush();
            writer.startBlock(rows.size());
            pages.flushToFileWriter(writer);
            writer.endBlock();
            columns.close();
        }
    }

    private record Compressor(CompressionCodecName codec) implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return codec == CompressionCodecName.ZSTD ? BytesInput.from(Zstd.compress(bytes.toByteArray())) : bytes;
        }

        @Override
        public CompressionCodecName getCodecName() {
            return codec;
        }

        @Override
        public void release() {}
    }

    /// DELTA_LENGTH_BYTE_ARRAY for strings, what is the default for all else.
    private static final class DeltaLengths implements ValuesWriterFactory {
        private final ValuesWriterFactory others = new DefaultValuesWriterFactory();
        private @Nullable ParquetProperties properties;

        @Override
        public void initialize(ParquetProperties chosen) {
            properties = chosen;
            others.initialize(chosen);
        }

        @Override
        public ValuesWriter newValuesWriter(ColumnDescriptor column) {
            if (properties == null || column.getPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BINARY) {
                return others.newValuesWriter(column);
            }
            return new DeltaLengthByteArrayValuesWriter(
                    properties.getInitialSlabSize(), properties.getPageSizeThreshold(), properties.getAllocator());
        }
    }
}
