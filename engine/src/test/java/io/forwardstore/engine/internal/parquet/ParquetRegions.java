package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.hostile.Seed;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Where the page headers, pages, indexes and the footer of a well-formed Parquet file lie, by parquet-java.
final class ParquetRegions {
    private static final int TAIL_BYTES = 8;

    /// Levels and lengths stand where a page begins.
    private static final int PAGE_START_BYTES = 24;

    private final byte[] content;
    private final List<Seed.Region> regions = new ArrayList<>();

    private ParquetRegions(byte[] content) {
        this.content = content;
    }

    static List<Seed.Region> of(byte[] content) throws IOException {
        ParquetRegions found = new ParquetRegions(content);
        int footer = footerBytes(content);
        found.add(Seed.Part.FOOTER, content.length - TAIL_BYTES - (long) footer, footer + TAIL_BYTES);
        for (RowGroup group : footer(content).getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                found.addPages(chunk.getMeta_data());
                found.add(Seed.Part.INDEX, chunk.getOffset_index_offset(), chunk.getOffset_index_length());
                found.add(Seed.Part.INDEX, chunk.getColumn_index_offset(), chunk.getColumn_index_length());
            }
        }
        return found.regions;
    }

    /// The footer of a file.
    static FileMetaData footer(byte[] content) throws IOException {
        int footer = footerBytes(content);
        int start = content.length - TAIL_BYTES - footer;
        return Util.readFileMetaData(new ByteArrayInputStream(content, start, footer));
    }

    /// The length of its footer.
    static int footerBytes(byte[] content) {
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(content.length - TAIL_BYTES);
    }

    private void addPages(ColumnMetaData chunk) {
        long at = chunk.getData_page_offset();
        if (chunk.isSetDictionary_page_offset() && chunk.getDictionary_page_offset() > 0) {
            at = Math.min(at, chunk.getDictionary_page_offset());
        }
        long end = at + chunk.getTotal_compressed_size();
        while (at < end) {
            ByteArrayInputStream in = new ByteArrayInputStream(content, (int) at, (int) (end - at));
            PageHeader header;
            try {
                header = Util.readPageHeader(in);
            } catch (IOException e) {
                // Some writers count a chunk's bytes wrongly: what follows is no page.
                return;
            }
            int headerBytes = (int) (end - at) - in.available();
            int bodyBytes = header.getCompressed_page_size();
            add(Seed.Part.HEADER, at, headerBytes);
            add(Seed.Part.BODY, at + headerBytes, bodyBytes);
            add(Seed.Part.BODY, at + headerBytes, Math.min(bodyBytes, PAGE_START_BYTES));
            at += headerBytes + bodyBytes;
        }
    }

    private void add(Seed.Part part, long offset, int length) {
        regions.add(new Seed.Region(part, (int) offset, length));
    }
}
