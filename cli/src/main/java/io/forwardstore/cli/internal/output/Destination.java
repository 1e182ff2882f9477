package io.forwardstore.cli.internal.output;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/// Where text goes: standard output, or a file that appears whole or not at all.
///
/// One thread at a time; whoever opened it closes it.
interface Destination extends Closeable {
    /// Takes the bytes. Not to be closed.
    OutputStream stream();

    /// All bytes are there: makes them visible.
    void commit() throws IOException;
}
