package io.forwardstore.engine;

import io.forwardstore.engine.internal.array.ArrayChecks;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.MalformedPageException;

import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// One column of a table, page by page.
///
/// **State.** Immutable, but for what an implementation caches.
///
/// **Threads.** Safe for concurrent calls; each caller brings its own scope.
///
/// **Ownership.** Arrays live as long as the scope that they were read into, and those of a resident source as long as
/// the source.
///
/// **Failure.** [IOException] for bytes that cannot be read, [MalformedPageException] for bytes that contradict their
/// format; declared sizes are checked before anything is allocated for them.
public interface Column {
    /// The column's field, as it stands in the table's schema.
    Field field();

    /// The column's field in Arrow's message format: what a dictionary-encoded column that is shown encoded is
    /// announced as.
    default Field messageField() {
        return field();
    }

    /// The column's field as its arrays are: where they are dictionary-encoded and shown decoded, it has the values'
    /// type and the encoding (Arrow's message format).
    default Field storedField() {
        return field();
    }

    /// The column's pages by row. A format that does not say where its pages begin finds out at the first call.
    PageIndex pages() throws IOException;

    /// True if [#page] decodes nothing, so that a page costs about the same whatever part of it is used.
    boolean isDirect();

    /// True if a scan should share or copy whole pages by itself; if not it asks for a [#cursor].
    default boolean isScannedByPage() {
        return isDirect();
    }

    /// A whole page in Arrow layout.
    ArrayData page(int page, PageScope scope) throws IOException;

    /// Whole pages, each as [#page] answers it. For columns that find many pages more cheaply than one after the other.
    ///
    /// @param pages page numbers, none twice
    /// @param count how many of `pages` are wanted, from the first on
    /// @param arrays takes the pages, in that order
    default void readPages(int[] pages, int count, ArrayData[] arrays, PageScope scope) throws IOException {
        for (int i = 0; i < count; i++) {
            arrays[i] = page(pages[i], scope);
        }
    }

    /// A whole page that may be handed out: all that readers follow was checked, beyond what kernels check by
    /// themselves.
    default ArrayData checkedPage(int page, PageScope scope) throws IOException {
        ArrayData array = page(page, scope);
        ArrayChecks.check(storedField(), array);
        return array;
    }

    /// Hears which pages [#rows] will be asked for next, so that their bytes can be on their way from memory together.
    /// Only of use to columns whose bytes are there but for the processor's caches; others do nothing.
    ///
    /// @param pages page numbers, none twice between `from` and `from + count`
    default void expect(int[] pages, int from, int count, PageScope scope) throws IOException {}

    /// Some rows of a page: an array of `count` values whose value `i` is the page's row `rows[from + i]`.
    ///
    /// @param rows rows within the page, strictly ascending between `from` and `from + count`
    ArrayData rows(int page, int[] rows, int from, int count, PageScope scope) throws IOException;

    /// Where in the file the bytes of some rows lie, dictionaries included, and no more than the pages that hold them:
    /// what a backend may read ahead. Without an answer of its own a column lies anywhere: the whole file.
    ///
    /// @param firstRow the first row
    /// @param endRow the row after the last one
    default List<FileRange> ranges(long firstRow, long endRow) throws IOException {
        return List.of(new FileRange(0, Long.MAX_VALUE));
    }

    /// Where in the file the bytes of a page lie, dictionaries not included: what is worth reading together with the
    /// pages beside it. Null if they are not one run of bytes, or if the column does not say.
    default @Nullable FileRange pageRange(int page) throws IOException {
        return null;
    }

    /// How the column lies in its file, or null if it lies in none. Reads what the file says of it, none of its values.
    default @Nullable ColumnStorage storage() throws IOException {
        return null;
    }

    /// A reader of consecutive rows, for columns that are not scanned by page. Its arrays are as [#field] says:
    /// decoded.
    ///
    /// @param firstRow the first row of the table that it answers
    ColumnCursor cursor(long firstRow) throws IOException;
}
