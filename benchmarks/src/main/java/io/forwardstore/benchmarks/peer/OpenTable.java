package io.forwardstore.benchmarks.peer;

/// A table opened by a [Peer]. Each question adds every value of its answer to a [Tally].
///
/// **State.** Whatever the library keeps between questions.
///
/// **Threads.** One at a time, unless [Peer#isConcurrent] says otherwise.
///
/// **Ownership.** Answers are freed before a question returns; [#close] frees the rest.
///
/// **Failure.** Whatever the library throws. Questions outside [Peer#cases] are [UnsupportedOperationException].
public interface OpenTable extends AutoCloseable {
    /// Reads columns of rows, in any order.
    ///
    /// @param rows 0-based, unsorted, possibly repeated; not to be changed
    default void fetch(Columns columns, long[] rows, Tally tally) throws Exception {
        throw new UnsupportedOperationException("Cannot fetch " + columns);
    }

    /// Reads columns of row 0.
    default void firstRow(Columns columns, Tally tally) throws Exception {
        fetch(columns, new long[1], tally);
    }

    /// Reads columns of all rows.
    default void scan(Columns columns, Tally tally) throws Exception {
        throw new UnsupportedOperationException("Cannot scan " + columns);
    }

    @Override
    void close() throws Exception;
}
