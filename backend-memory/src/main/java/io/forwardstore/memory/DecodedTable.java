package io.forwardstore.memory;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.ReadCounters;
import io.forwardstore.engine.TableFile;

import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.List;

/// A table whose pages were all decoded when it was opened.
///
/// Keeps the file that it came from for what is left to ask of it: dictionaries that are shown as such, and counts.
final class DecodedTable implements TableFile {
    private final TableFile file;
    private final PageIndex blocks;
    private final List<DecodedColumn> columns;

    /// @param file the file; owned by this table
    /// @param columns its columns, decoded; owned by this table
    DecodedTable(TableFile file, List<DecodedColumn> columns) {
        this.file = file;
        this.blocks = file.blocks();
        this.columns = List.copyOf(columns);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Schema schema() {
        return file.schema();
    }

    @Override
    public PageIndex blocks() {
        return blocks;
    }

    @Override
    public List<DecodedColumn> columns() {
        return columns;
    }

    @Override
    public Dictionary dictionary(long id) throws IOException {
        return file.dictionary(id);
    }

    @Override
    public ReadCounters reads() {
        return file.reads();
    }

    @Override
    public long residentBytes() {
        long bytes = file.residentBytes();
        for (DecodedColumn column : columns) {
            bytes += column.residentBytes();
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        columns.forEach(DecodedColumn::close);
        file.close();
    }
}
