package io.forwardstore.engine.internal.io;

/// The blocks at a file's beginning that are the same in every file of more rows: all but a last one that is not full.
/// What else the format's footer says of them, its writer knows.
public interface WrittenBlocks {
    /// Where in the file they end.
    long bytes();

    /// The rows in them.
    long rows();
}
