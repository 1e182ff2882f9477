package io.forwardstore.engine;

import io.forwardstore.engine.internal.array.ArrayData;

import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// A file in a format that the engine reads, with its structure checked: what it holds and where.
///
/// **State.** Immutable. **Threads.** Safe for concurrent calls. **Ownership.** Owns the [FileSource] that it was
/// opened over.
public interface TableFile extends Closeable {
    /// The file, as the caller named it.
    String name();

    /// The schema as it is shown to users.
    Schema schema();

    /// The record batches or row groups by row.
    PageIndex blocks();

    /// The columns, in the schema's order.
    List<? extends Column> columns();

    /// The values of a dictionary, for a file whose dictionary-encoded columns are shown encoded.
    ///
    /// @throws IllegalArgumentException if the file has no such dictionary
    default Dictionary dictionary(long id) throws IOException {
        throw new IllegalArgumentException("[" + name() + "] No dictionary " + id);
    }

    /// Reads the whole pages that one fetch wants of several columns, each as [Column#readPages] does. For tables that
    /// get the pages of several columns more cheaply than column by column.
    default void readPages(List<? extends WantedPages> wanted, PageScope scope) throws IOException {
        for (WantedPages each : wanted) {
            each.column().readPages(each.pages(), each.count(), each.arrays(), scope);
        }
    }

    /// What was read so far.
    ReadCounters reads();

    /// Bytes of memory that the file holds now: mapped, resident or pooled.
    long residentBytes();

    /// Reads ahead what large fetches are about to touch; null if there is nothing to gain.
    default @Nullable ReadAhead readAhead() {
        return null;
    }

    /// A dictionary's values.
    ///
    /// @param field the values' field, in memory format
    /// @param values the values; they live as long as the file is open
    record Dictionary(Field field, ArrayData values) {}
}
