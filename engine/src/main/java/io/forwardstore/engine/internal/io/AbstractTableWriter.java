package io.forwardstore.engine.internal.io;

import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.VectorArrays;
import io.forwardstore.engine.internal.array.build.RowRuns;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/// What writers of all formats share: batches are checked and filtered, a failure ends the writer, and the file is
/// committed or goes.
///
/// **State.** Rows seen; finished after a commit or a failure. **Threads.** One at a time.
///
/// **Ownership.** Owns the file and the allocator of its context.
///
/// **Failure.** As for [TableWriter]. A batch that is not of the file's schema or whose buffers contradict each other
/// is an [IllegalArgumentException]. A call that does not reach its end leaves the writer finished, so that no half of
/// a batch is ever committed.
public abstract class AbstractTableWriter implements TableWriter {
    private final AtomicFile file;
    private final Schema schema;
    private final WriteOptions options;
    private final BufferAllocator allocator;
    private long rowsSeen;
    private boolean isFinished;
    private boolean isClosed;

    protected AbstractTableWriter(WriterContext context) {
        this.file = context.file();
        this.schema = context.schema();
        this.options = context.options();
        this.allocator = context.allocator();
    }

    /// Called before the rows of a batch.
    protected void beginBatch() throws IOException {}

    /// Adds the rows `from` to `from + count` of a batch's columns. Indices of dictionary-encoded columns come with
    /// their dictionaries if [#attachesDictionaries].
    protected abstract void append(List<ArrayData> columns, int from, int count) throws IOException;

    /// Writes what is left, up to the file's last byte.
    protected abstract void finish() throws IOException;

    /// What a file of more rows may begin with; before the commit, what this one has begun with.
    public abstract WrittenBlocks blocks();

    /// Frees the format's memory.
    protected abstract void release();

    /// True if the format writes dictionary-encoded columns by their values.
    protected abstract boolean attachesDictionaries();

    @Override
    public final void write(VectorSchemaRoot batch) throws IOException {
        if (!batch.getSchema().getFields().equals(schema.getFields())) {
            throw new IllegalArgumentException(
                    "["
                            + file.name()
                            + "] Cannot write a batch: its schema is "
                            + batch.getSchema()
                            + ", the file's is "
                            + schema);
        }
        beginCall("write a batch");
        int rows = batch.getRowCount();
        try {
            List<ArrayData> columns = columns(batch);
            beginBatch();
            LongPredicate rowFilter = options.rowFilter();
            if (rowFilter == null) {
                append(columns, 0, rows);
            } else {
                RowRuns.forEach(rowsSeen, rows, rowFilter, (from, count) -> append(columns, from, count));
            }
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("[" + file.name() + "] Cannot write a batch: " + e.getMessage(), e);
        }
        rowsSeen += rows;
        isFinished = false;
    }

    private List<ArrayData> columns(VectorSchemaRoot batch) {
        List<ArrayData> columns = new ArrayList<>();
        for (FieldVector vector : batch.getFieldVectors()) {
            if (vector.getValueCount() != batch.getRowCount()) {
                throw new IllegalArgumentException(
                        "column '"
                                + vector.getName()
                                + "' has "
                                + vector.getValueCount()
                                + " values, the batch has "
                                + batch.getRowCount()
                                + " rows");
            }
            columns.add(
                    attachesDictionaries() ? VectorArrays.of(vector, options.dictionaries()) : VectorArrays.of(vector));
        }
        return columns;
    }

    @Override
    public final void commit() throws IOException {
        beginCall("commit");
        finish();
        file.commit();
    }

    private void beginCall(String what) {
        if (isFinished || isClosed) {
            throw new IllegalStateException(
                    "[" + file.name() + "] Cannot " + what + ": the writer has failed, or has finished its file");
        }
        isFinished = true;
    }

    @Override
    public final void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (file) {
            release();
            allocator.close();
        }
    }
}
