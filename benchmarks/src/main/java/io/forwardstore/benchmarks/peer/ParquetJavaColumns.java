package io.forwardstore.benchmarks.peer;

import io.forwardstore.benchmarks.peer.ParquetJavaFile.Chunk;
import io.forwardstore.benchmarks.peer.ParquetJavaFile.Page;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads by parquet-java's column readers, column at a time. A fetch reads only the pages that hold rows asked for.
record ParquetJavaColumns(ParquetJavaFile file) implements OpenTable {
    @Override
    public void fetch(Columns columns, long[] rows, Tally tally) throws Exception {
        long[] sorted = rows.clone();
        Arrays.sort(sorted);
        tally.addRows(rows.length);
        int next = 0;
        long firstRow = 0;
        for (int block = 0; block < file.blocks().size(); block++) {
            long endRow = firstRow + file.blocks().get(block).getRowCount();
            int end = next;
            while (end < sorted.length && sorted[end] < endRow) {
                end++;
            }
            if (end > next) {
                int[] wanted = new int[end - next];
                for (int i = 0; i < wanted.length; i++) {
                    wanted[i] = (int) (sorted[next + i] - firstRow);
                }
                fetchBlock(block, columns, wanted, tally);
            }
            next = end;
            firstRow = endRow;
        }
    }

    /// @param wanted ascending, counted from the row group's first row
    private void fetchBlock(int block, Columns columns, int[] wanted, Tally tally) throws Exception {
        ColumnReadStoreImpl readers = readers(new ParquetJavaPages(file, block, chunk -> pagesOf(chunk, wanted)));
        for (String name : columns.names()) {
            ColumnDescriptor column = descriptor(name);
            fetchColumn(
                    readers.getColumnReader(column), name, pagesOf(file.chunk(block, column), wanted), wanted, tally);
        }
    }

    private static List<Page> pagesOf(Chunk chunk, int[] wanted) {
        List<Page> pages = new ArrayList<>();
        int next = 0;
        for (Page page : chunk.pages()) {
            int endRow = page.firstRow() + page.rows();
            if (next < wanted.length && wanted[next] < endRow) {
                pages.add(page);
                while (next < wanted.length && wanted[next] < endRow) {
                    next++;
                }
            }
        }
        return pages;
    }

    private static void fetchColumn(ColumnReader reader, String name, List<Page> pages, int[] wanted, Tally tally) {
        int next = 0;
        for (Page page : pages) {
            int endRow = page.firstRow() + page.rows();
            for (int row = page.firstRow(); row < endRow; row++) {
                if (next == wanted.length || wanted[next] != row) {
                    if (reader.getCurrentDefinitionLevel() == reader.getDescriptor().getMaxDefinitionLevel()) {
                        reader.skip();
                    }
                } else {
                    while (next < wanted.length && wanted[next] == row) {
                        add(reader, name, tally);
                        next++;
                    }
                }
                reader.consume();
            }
        }
    }

    @Override
    public void scan(Columns columns, Tally tally) {
        for (int block = 0; block < file.blocks().size(); block++) {
            ColumnReadStoreImpl readers = readers(new ParquetJavaPages(file, block, Chunk::pages));
            int rows = (int) file.blocks().get(block).getRowCount();
            tally.addRows(rows);
            for (String name : columns.names()) {
                ColumnReader reader = readers.getColumnReader(descriptor(name));
                for (int row = 0; row < rows; row++) {
                    add(reader, name, tally);
                    reader.consume();
                }
            }
        }
    }

    private ColumnReadStoreImpl readers(ParquetJavaPages pages) {
        GroupRecordConverter unused = new GroupRecordConverter(file.schema());
        return new ColumnReadStoreImpl(pages, unused.getRootConverter(), file.schema(), file.createdBy());
    }

    private ColumnDescriptor descriptor(String name) {
        return file.schema().getColumnDescription(new String[] {name});
    }

    private static void add(ColumnReader reader, String name, Tally tally) {
        if (reader.getCurrentDefinitionLevel() < reader.getDescriptor().getMaxDefinitionLevel()) {
            return;
        }
        switch (name) {
            case "id" -> tally.addId(reader.getLong());
            case "category", "title" -> {
                ByteBuffer bytes = reader.getBinary().toByteBuffer();
                tally.addString(Words.sum(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()));
            }
            case "price" -> tally.addPrice(reader.getDouble());
            case "score" -> tally.addScore(reader.getFloat());
            case "ts" -> tally.addTime(reader.getLong());
            case "flag" -> tally.addFlags(reader.getBoolean() ? 1 : 0);
            default -> throw new UnsupportedOperationException("Not in the file: " + name);
        }
    }

    @Override
    public void close() {
        // The mapping goes with its buffer.
    }
}
