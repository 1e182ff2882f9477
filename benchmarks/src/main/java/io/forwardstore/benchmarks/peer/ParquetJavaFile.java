package io.forwardstore.benchmarks.peer;

import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A Parquet file under parquet-java's own footer and page header readers. Its file reader needs Hadoop, which is on no
/// class path here; where pages lie is found by walking their headers once a column chunk, and kept.
///
/// One thread at a time.
final class ParquetJavaFile {
    private static final int MAGIC_BYTES = 4;
    private static final int TAIL_BYTES = 8;

    /// A page as it lies in the file.
    ///
    /// @param offset of its bytes in the file, behind the header
    /// @param firstRow its first row, counted from the first of the row group
    record Page(PageHeader header, int offset, int firstRow) {
        /// The rows of a data page of a column without nesting.
        int rows() {
            return header.isSetData_page_header_v2()
                    ? Objects.requireNonNull(header.getData_page_header_v2()).getNum_values()
                    : Objects.requireNonNull(header.getData_page_header()).getNum_values();
        }
    }

    /// The pages of a column in a row group.
    record Chunk(@Nullable Page dictionary, List<Page> pages) {}

    private record ChunkKey(int block, String column) {}

    private final ByteBuffer bytes;
    private final ParquetMetadata footer;
    private final Map<ChunkKey, Chunk> chunks = new HashMap<>();

    ParquetJavaFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            bytes = channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
        }
        int footerBytes = bytes.getInt(bytes.limit() - TAIL_BYTES);
        int start = bytes.limit() - TAIL_BYTES - footerBytes;
        if (start < MAGIC_BYTES) {
            throw new IOException("[" + file + "] Cannot read: not a Parquet file");
        }
        var metadata = Util.readFileMetaData(stream(start), false);
        footer = new ParquetMetadataConverter().fromParquetMetadata(metadata);
    }

    private ByteBufferInputStream stream(int offset) {
        return ByteBufferInputStream.wrap(bytes.slice(offset, bytes.limit() - offset));
    }

    /// The file's bytes from an offset on.
    ByteBuffer slice(int offset, int length) {
        return bytes.slice(offset, length);
    }

    /// The columns, as Parquet describes them.
    MessageType schema() {
        return footer.getFileMetaData().getSchema();
    }

    /// The writer's name, which decides about workarounds for its errors.
    String createdBy() {
        return footer.getFileMetaData().getCreatedBy();
    }

    /// The row groups.
    List<BlockMetaData> blocks() {
        return footer.getBlocks();
    }

    /// The pages of a column in a row group.
    Chunk chunk(int block, ColumnDescriptor column) throws IOException {
        ChunkKey key = new ChunkKey(block, column.getPath()[0]);
        Chunk known = chunks.get(key);
        if (known == null) {
            known = walk(metadata(block, key.column()));
            chunks.put(key, known);
        }
        return known;
    }

    private ColumnChunkMetaData metadata(int block, String column) {
        return blocks().get(block).getColumns().stream()
                .filter(chunk -> chunk.getPath().toArray()[0].equals(column))
                .findFirst()
                .orElseThrow();
    }

    private Chunk walk(ColumnChunkMetaData metadata) throws IOException {
        int offset = Math.toIntExact(metadata.getStartingPos());
        int end = Math.toIntExact(metadata.getStartingPos() + metadata.getTotalSize());
        Page dictionary = null;
        List<Page> pages = new ArrayList<>();
        int row = 0;
        while (offset < end) {
            ByteBufferInputStream stream = stream(offset);
            Page page = new Page(Util.readPageHeader(stream), offset + (int) stream.position(), row);
            offset = page.offset() + page.header().getCompressed_page_size();
            if (page.header().getType() == PageType.DICTIONARY_PAGE) {
                dictionary = page;
            } else {
                pages.add(page);
                row += page.rows();
            }
        }
        return new Chunk(dictionary, pages);
    }
}
