package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.WantedPages;
import io.forwardstore.engine.internal.array.LayoutTree;
import io.forwardstore.engine.internal.array.VectorLoader;

import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// One column of a fetch, in two steps so that all columns share one allocation. Reusable, one thread at a time.
interface ColumnFetch {
    /// True if [#measure] decodes what it reads.
    default boolean decodes() {
        return false;
    }

    /// The whole pages that [#measure] wants, which the caller reads once [#locate] found out which; null if it never
    /// wants any.
    default @Nullable WantedPages wantedPages() {
        return null;
    }

    /// Finds out which whole pages [#measure] wants.
    default void locate(FetchContext context) throws IOException {}

    /// Adds what [#measure] will touch, and what [#write] will as far as it is known before.
    default void planMeasure(FetchContext context, ReadAhead.Plan plan) throws IOException {}

    /// Adds what [#write] will touch, known since [#measure].
    default void planWrite(ReadAhead.Plan plan) {}

    /// Gets the pages, if they were not wanted before, and answers the bytes that [#write] needs, a multiple of 64.
    long measure(FetchContext context) throws IOException;

    /// Copies the rows to `address`, and puts the copy into a vector.
    ///
    /// @param tree the vector's field
    void write(long address, FieldVector vector, LayoutTree tree, VectorLoader loader);
}
