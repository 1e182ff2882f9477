package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadCounters;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.WantedPages;

import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A table whose pages live in a [BufferManager].
///
/// **Ownership.** Owns the table that it was made over, and what `onClose` closes.
final class PooledTableFile implements TableFile {
    private final TableFile file;
    private final FileSource source;
    private final FileIdentity identity;
    private final BufferManager manager;
    private final Runnable onClose;
    private final List<PooledColumn> columns;

    /// @param file the table as its file has it
    /// @param source the bytes that it is read from, checked, without windows
    /// @param onClose runs when everything is closed
    PooledTableFile(TableFile file, FileSource source, FileIdentity identity, BufferManager manager, Runnable onClose) {
        this.file = file;
        this.source = source;
        this.identity = identity;
        this.manager = manager;
        this.onClose = onClose;
        this.columns = new ArrayList<>(file.columns().size());
        for (int i = 0; i < file.columns().size(); i++) {
            columns.add(new PooledColumn(file.columns().get(i), this, i));
        }
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
        return file.blocks();
    }

    @Override
    public List<PooledColumn> columns() {
        return columns;
    }

    @Override
    public Dictionary dictionary(long id) throws IOException {
        return file.dictionary(id);
    }

    /// Pages that are missing are loaded together, whatever column they are of.
    @Override
    public void readPages(List<? extends WantedPages> wanted, PageScope scope) throws IOException {
        MissingPages missing = null;
        for (WantedPages each : wanted) {
            if (!(each.column() instanceof PooledColumn column)) {
                // A part of one.
                each.column().readPages(each.pages(), each.count(), each.arrays(), scope);
            } else if (!column.findPages(each.pages(), each.count(), each.arrays(), scope)) {
                missing = missing != null ? missing : new MissingPages(this, scope);
                missing.add(column, each.pages(), each.count(), each.arrays());
            }
        }
        if (missing != null) {
            missing.load();
        }
    }

    @Override
    public ReadCounters reads() {
        return file.reads();
    }

    @Override
    public long residentBytes() {
        return columns.stream().mapToLong(PooledColumn::residentBytes).sum();
    }

    BufferManager manager() {
        return manager;
    }

    FileIdentity identity() {
        return identity;
    }

    FileSource source() {
        return source;
    }

    @Override
    public void close() throws IOException {
        columns.forEach(PooledColumn::close);
        try {
            file.close();
        } finally {
            onClose.run();
        }
    }

    @Override
    public String toString() {
        return "[" + name() + "]";
    }
}
