package io.forwardstore.memory;

import io.forwardstore.engine.internal.array.ArrayData;

import java.io.IOException;
import java.util.List;

/// Keeps rows safe between two flushes.
///
/// **State.** Rows appended and not committed; rows committed. **Threads.** One at a time. **Failure.** [IOException]
/// naming the file; the caller rolls back then.
interface RowLog extends AutoCloseable {
    /// Keeps nothing.
    RowLog NONE =
            new RowLog() {
                @Override
                public void append(List<ArrayData> columns, int rows, long firstRow) {}

                @Override
                public void commit() {}

                @Override
                public void rollBack() {}

                @Override
                public void retire(long rowCount) {}

                @Override
                public void discard() {}

                @Override
                public void close() {}
            };

    /// Adds rows.
    ///
    /// @param firstRow the id of the first of them
    void append(List<ArrayData> columns, int rows, long firstRow) throws IOException;

    /// Makes the rows added since the last commit as safe as was asked for.
    void commit() throws IOException;

    /// Forgets the rows added since the last commit.
    void rollBack();

    /// Lets go of all rows: the table's file has them, durably. Where that fails they are kept, which does no harm.
    ///
    /// @param rowCount the rows in the file
    void retire(long rowCount);

    /// Deletes the log and lets go of it: the table's file has all rows, durably. May be tried again if it fails.
    void discard() throws IOException;

    /// Lets go of the log and leaves its rows for the next one.
    @Override
    void close() throws IOException;
}
