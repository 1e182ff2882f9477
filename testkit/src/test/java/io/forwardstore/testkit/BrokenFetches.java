package io.forwardstore.testkit;

import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.ReferenceTable;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.LongStream;

/// Stores whose fetches are wrong.
final class BrokenFetches {
    private BrokenFetches() {}

    static List<Broken> all() {
        return List.of(
                Broken.store(
                        "drops duplicates",
                        "FETCH-3 FETCH-10 FETCH-13 SCHEMA-4",
                        fetching((store, columns, rows) ->
                                store.answer(columns, LongStream.of(rows).distinct().toArray()))),
                Broken.store(
                        "sorts rows",
                        "FETCH-2 FETCH-10 FETCH-13 SCHEMA-4",
                        fetching((store, columns, rows) -> store.answer(columns, sorted(rows)))),
                Broken.store(
                        "sorts the caller's own array",
                        "FETCH-12",
                        fetching((store, columns, rows) -> {
                            long[] asked = rows.clone();
                            Arrays.sort(rows);
                            return store.answer(columns, asked);
                        })),
                Broken.store(
                        "is off by one at page borders",
                        "FETCH-10 FETCH-13 SCHEMA-4 *",
                        fetching((store, columns, rows) ->
                                store.answer(columns, LongStream.of(rows).map(BrokenFetches::offByOne).toArray()))),
                Broken.store(
                        "answers null for no rows",
                        "FETCH-5 FETCH-6 FETCH-7 FETCH-10 FETCH-13 OPEN-11 OWN-6 ROWID-1 ROWID-3 SCHEMA-3 STATS-1",
                        fetching((store, columns, rows) -> rows.length == 0 ? null : store.answer(columns, rows))),
                Broken.store(
                        "takes no columns for all",
                        "FAIL-1 FETCH-6",
                        fetching((store, columns, rows) ->
                                store.answer(columns.isEmpty() ? store.dataset().columnNames() : columns, rows))),
                Broken.store(
                        "skips unknown columns",
                        "FETCH-7 OWN-10",
                        fetching((store, columns, rows) ->
                                store.answer(
                                        columns.stream().filter(new ReferenceTable(store.dataset())::has).toList(),
                                        rows))),
                Broken.store(
                        "answers columns in the schema's order",
                        "FETCH-4 ROWID-2 SCHEMA-3 *",
                        fetching((store, columns, rows) -> store.answer(columns.stream().sorted().toList(), rows))),
                Broken.store(
                        "answers a column once",
                        "FETCH-4",
                        fetching((store, columns, rows) ->
                                store.answer(List.copyOf(new LinkedHashSet<>(columns)), rows))),
                Broken.store(
                        "skips rows that do not exist",
                        "FAIL-1 FETCH-8 FETCH-11 OWN-10 ROWID-3 STATS-5",
                        fetching((store, columns, rows) ->
                                store.answer(
                                        columns,
                                        LongStream.of(rows)
                                                .filter(row -> row >= 0 && row < store.dataset().rowCount())
                                                .toArray()))),
                Broken.store(
                        "cuts row ids to 32 bits",
                        "FETCH-8 FETCH-11 ROWID-7",
                        fetching((store, columns, rows) ->
                                store.answer(columns, LongStream.of(rows).map(row -> (int) row).toArray()))),
                Broken.store(
                        "takes a wrong row for a wrong argument",
                        "FETCH-8 FETCH-11 ROWID-3 STATS-5",
                        fetching((store, columns, rows) -> {
                            try {
                                return store.answer(columns, rows);
                            } catch (IndexOutOfBoundsException e) {
                                throw new IllegalArgumentException(e.getMessage(), e);
                            }
                        })),
                Broken.store(
                        "does not say which row is wrong",
                        "FETCH-8 FETCH-11 ROWID-3",
                        fetching((store, columns, rows) -> {
                            try {
                                return store.answer(columns, rows);
                            } catch (IndexOutOfBoundsException e) {
                                throw new IndexOutOfBoundsException("[" + store.file + "] No such row");
                            }
                        })),
                Broken.store(
                        "leaves the file out of messages",
                        "FAIL-1",
                        fetching((store, columns, rows) -> {
                            try {
                                return store.answer(columns, rows);
                            } catch (IllegalArgumentException e) {
                                throw new IllegalArgumentException(
                                        String.valueOf(e.getMessage()).replaceFirst("^\\[.*] ", ""), e);
                            }
                        })),
                Broken.store(
                        "breaks when it refuses",
                        "FAIL-3 FETCH-6 FETCH-7 STATS-5",
                        fetching((store, columns, rows) -> {
                            try {
                                return store.answer(columns, rows);
                            } catch (IllegalArgumentException e) {
                                store.close();
                                throw e;
                            }
                        })),
                Broken.store(
                        "answers the wrong row when one is asked for",
                        "FETCH-9 ROWID-4",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public VectorSchemaRoot fetch(List<String> columns, long row) throws IOException {
                                        return fetch(columns, new long[] {row == 40 ? 39 : row});
                                    }
                                }));
    }

    interface Fetch {
        VectorSchemaRoot of(FetchingStore store, List<String> columns, long[] rows) throws IOException;
    }

    /// A store with another fetch.
    static Broken.Store fetching(Fetch fetch) {
        return (file, dataset, allocator) -> new FetchingStore(file, dataset, allocator, fetch);
    }

    static final class FetchingStore extends NaiveStore {
        private final Fetch fetch;

        FetchingStore(Path file, Dataset dataset, BufferAllocator allocator, Fetch fetch) {
            super(file, dataset, allocator);
            this.fetch = fetch;
        }

        @Override
        public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
            return fetch.of(this, columns, rowIds);
        }

        VectorSchemaRoot answer(List<String> columns, long[] rowIds) throws IOException {
            return super.fetch(columns, rowIds);
        }
    }

    private static long[] sorted(long[] rows) {
        long[] copy = rows.clone();
        Arrays.sort(copy);
        return copy;
    }

    private static long offByOne(long row) {
        return row > 0 && row % Dataset.DEFAULT_PAGE_ROWS == 0 ? row - 1 : row;
    }
}
