package io.forwardstore;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.List;

/// A table whose rows are fetched by id and whose columns are scanned.
///
/// **State.** Open until [#close]. The rows of a read-only store never change. Row ids are the row numbers of the
/// table, `0` to `rowCount() - 1`. The pseudo column [#ROW_ID_COLUMN] may stand anywhere in a projection. `a.b`
/// projects the child `b` of the struct column `a`, unless a column has that very name.
///
/// **Threads.** Safe for concurrent calls. A scan's reader belongs to one thread at a time.
///
/// **Ownership.** The caller closes what `fetch` and `scan` answer. Results own their memory: they stay readable after
/// the store is closed, and the last one released frees what they shared with the store. Batches of a scan may share
/// read-only memory: they are for reading.
///
/// **Failure.** [IllegalArgumentException] for a bad argument, [IndexOutOfBoundsException] for a row that does not
/// exist, [IllegalStateException] after `close`, [java.io.IOException] for a file that cannot be read, with
/// [CorruptFileException] for one that is malformed. Every message starts with the resource in brackets.
public interface ForwardStore extends AutoCloseable {
    /// The pseudo column that holds each row's id: uint64, not null.
    String ROW_ID_COLUMN = "_row_id_";

    /// The columns, without the pseudo column.
    Schema physicalSchema();

    /// The number of rows.
    long rowCount();

    /// These columns of these rows: rows in the order asked for, duplicates kept; columns in the order asked for.
    ///
    /// @param columns names, at least one
    /// @param rowIds row ids in any order; none gives an empty result with the projected schema
    VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException;

    /// These columns of one row.
    ///
    /// @param columns names, at least one
    default VectorSchemaRoot fetch(List<String> columns, long rowId) throws IOException {
        return fetch(columns, new long[] {rowId});
    }

    /// All rows of these columns, batch by batch.
    ///
    /// @param columns names, at least one
    default ArrowReader scan(List<String> columns) throws IOException {
        return scan(ScanOptions.of(columns));
    }

    /// The rows and columns of `options`, batch by batch.
    ArrowReader scan(ScanOptions options) throws IOException;

    /// The number of blocks: record batches or row groups, the runs of rows that the table was written in.
    int blockCount();

    /// The block that holds a row.
    ///
    /// @throws IndexOutOfBoundsException if there is no such row
    int blockOf(long rowId);

    /// The first row of a block; for `block == blockCount()` the number of rows.
    ///
    /// @throws IndexOutOfBoundsException if there is no such block
    long blockFirstRow(int block);

    /// What this store has done since it was opened.
    StoreStats stats();

    /// Closes the store; results and scans that live on stay valid. Does nothing when closed already.
    @Override
    void close() throws IOException;
}
