package io.forwardstore.benchmarks;

import com.github.luben.zstd.ZstdDecompressCtx;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The floor under reading a ZSTD file: its pages, straight from a mapping to zstd-jni, all into one buffer. Nothing is
/// decoded.
final class ParquetPages implements AutoCloseable {
    private static final int MAX_HEADER_BYTES = 4_096;
    private static final int TRAILER_BYTES = 8;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final MappedByteBuffer file;
    private final List<List<Page>> columns = new ArrayList<>();
    private final ByteBuffer target;

    private record Page(int offset, int bytes, int uncompressedBytes, long firstRow, long endRow) {}

    /// @param names the columns, flat ones
    ParquetPages(Path path, List<String> names) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        file.order(ByteOrder.LITTLE_ENDIAN);
        FileMetaData metadata = footer();
        for (String name : names) {
            columns.add(pages(metadata, name));
        }
        int largest = columns.stream().flatMap(List::stream).mapToInt(Page::uncompressedBytes).max().orElseThrow();
        target = ByteBuffer.allocateDirect(largest);
    }

    private FileMetaData footer() throws IOException {
        int end = file.capacity() - TRAILER_BYTES;
        byte[] bytes = new byte[file.getInt(end)];
        file.get(end - bytes.length, bytes);
        return Util.readFileMetaData(new ByteArrayInputStream(bytes));
    }

    private List<Page> pages(FileMetaData metadata, String name) throws IOException {
        List<Page> pages = new ArrayList<>();
        long firstRow = 0;
        for (RowGroup group : Objects.requireNonNull(metadata.getRow_groups())) {
            for (ColumnChunk chunk : Objects.requireNonNull(group.getColumns())) {
                ColumnMetaData column = Objects.requireNonNull(chunk.getMeta_data());
                if (List.of(name).equals(column.getPath_in_schema())) {
                    addPages(column, firstRow, pages);
                }
            }
            firstRow += group.getNum_rows();
        }
        return pages;
    }

    private void addPages(ColumnMetaData chunk, long groupFirstRow, List<Page> pages) throws IOException {
        if (chunk.getCodec() != CompressionCodec.ZSTD || chunk.isSetDictionary_page_offset()) {
            throw new IOException("Expected chunks of ZSTD without dictionaries");
        }
        int at = (int) chunk.getData_page_offset();
        long row = groupFirstRow;
        for (long end = at + chunk.getTotal_compressed_size(); at < end; ) {
            byte[] head = new byte[Math.min(MAX_HEADER_BYTES, file.capacity() - at)];
            file.get(at, head);
            ByteArrayInputStream in = new ByteArrayInputStream(head);
            PageHeader header = Util.readPageHeader(in);
            int start = at + head.length - in.available();
            long pageEnd = row + Objects.requireNonNull(header.getData_page_header()).getNum_values();
            pages.add(
                    new Page(
                            start, header.getCompressed_page_size(), header.getUncompressed_page_size(), row, pageEnd));
            row = pageEnd;
            at = start + header.getCompressed_page_size();
        }
    }

    /// Decompresses all pages; answers their bytes.
    long decompressAll() {
        long bytes = 0;
        for (List<Page> pages : columns) {
            for (Page page : pages) {
                bytes += decompress(page);
            }
        }
        return bytes;
    }

    /// Decompresses the pages that hold some rows, each once; answers their bytes.
    long decompressOf(long[] rows) {
        long bytes = 0;
        for (List<Page> pages : columns) {
            Set<Page> wanted = new HashSet<>();
            for (long row : rows) {
                for (Page page : pages) {
                    if (row >= page.firstRow && row < page.endRow) {
                        wanted.add(page);
                    }
                }
            }
            for (Page page : wanted) {
                bytes += decompress(page);
            }
        }
        return bytes;
    }

    private int decompress(Page page) {
        return context.decompressDirectByteBuffer(target, 0, page.uncompressedBytes, file, page.offset, page.bytes);
    }

    @Override
    public void close() {
        context.close();
    }
}
