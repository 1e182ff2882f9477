package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.apache.parquet.crypto.ColumnEncryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Well-formed files that are refused, and what is said of them.
class ParquetRefusalsTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final String ENCRYPTED = "Cannot read: the file is encrypted, which is not supported";
    private static final MessageType SCHEMA =
            ParquetRows.schema(List.of("required int64 open", "required int64 secret"));

    @TempDir private Path directory;

    /// Parquet specification, "Modular Encryption".
    @Test
    void anEncryptedFooterIsRefusedAsSuch() throws IOException {
        byte[] content = write(FileEncryptionProperties.builder(KEY).build());
        assertEquals("PARE", new String(content, 0, 4, StandardCharsets.US_ASCII));
        assertEquals("[bytes] " + ENCRYPTED, refusal(content));
    }

    @Test
    void encryptedColumnsUnderAPlainFooterAreRefusedAsSuch() throws IOException {
        ColumnEncryptionProperties secret = ColumnEncryptionProperties.builder("secret").withKey(KEY).build();
        byte[] content =
                write(
                        FileEncryptionProperties.builder(KEY)
                                .withPlaintextFooter()
                                .withEncryptedColumns(Map.of(ColumnPath.get("secret"), secret))
                                .build());
        assertEquals("PAR1", new String(content, 0, 4, StandardCharsets.US_ASCII));
        assertEquals("[bytes] " + ENCRYPTED, refusal(content));
    }

    @Test
    void aCodecThatIsNotSupportedIsNamed() throws IOException {
        byte[] content = withFooter(chunk -> chunk.getMeta_data().setCodec(CompressionCodec.LZO));
        assertEquals("[bytes] Cannot read column 'secret': codec LZO is not supported", refusal(content));
    }

    @Test
    void valuesInAnotherFileAreRefusedByItsName() throws IOException {
        byte[] content = withFooter(chunk -> chunk.setFile_path("other.parquet"));
        assertEquals(
                "[bytes] Cannot read column 'secret': its values are in another file, 'other.parquet'",
                refusal(content));
    }

    private byte[] write(@Nullable FileEncryptionProperties encryption) throws IOException {
        Path file = directory.resolve("t.parquet");
        ParquetJava.Style style =
                new ParquetJava.Style(ParquetJava.Encodings.V1_PLAIN, CompressionCodecName.UNCOMPRESSED, encryption);
        ParquetJava.write(file, SCHEMA, ParquetRows.random(SCHEMA, 40, 1), style);
        return Files.readAllBytes(file);
    }

    /// A file whose footer says something else of the second column.
    private byte[] withFooter(Consumer<ColumnChunk> edit) throws IOException {
        byte[] content = write(null);
        FileMetaData footer = ParquetRegions.footer(content);
        footer.getRow_groups().forEach(group -> edit.accept(group.getColumns().get(1)));
        ByteArrayOutputStream edited = new ByteArrayOutputStream();
        edited.write(content, 0, content.length - ParquetRegions.footerBytes(content) - 8);
        int start = edited.size();
        Util.writeFileMetaData(footer, edited);
        int bytes = edited.size() - start;
        edited.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes).array());
        edited.writeBytes(MAGIC);
        return edited.toByteArray();
    }

    private static @Nullable String refusal(byte[] content) {
        try (BufferAllocator allocator = new RootAllocator()) {
            StorageOptions options = StorageOptions.defaults().with(allocator);
            return assertThrows(
                            IOException.class,
                            () -> {
                                try (TableStore store =
                                        new TableStore(
                                                TableFiles.open(new ResidentFileSource("bytes", content), options),
                                                allocator)) {
                                    Rows.scanned(store, ScanOptions.of("open", "secret"));
                                }
                            })
                    .getMessage();
        }
    }
}
