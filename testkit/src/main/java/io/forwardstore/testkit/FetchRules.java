package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.ForwardStore;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The rules of group FETCH.
interface FetchRules extends StorageUnderTest {
    @ConformanceTest
    @DisplayName("FETCH-1 a fetch answers the asked columns of the asked row")
    default void everyRowIsFetchedByItsId(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        for (long row = 0; row < dataset.rowCount(); row++) {
            Checks.fetch(store, dataset, dataset.columnNames(), row);
        }
    }

    @ConformanceTest
    @DisplayName("FETCH-2 rows come in the order asked for")
    default void rowsComeInTheOrderAskedFor(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Checks.fetch(store, dataset, dataset.columnNames(), 99, 0, 40, 39, 64, 65, 1, 98, 41);
        List<Long> shuffled = new ArrayList<>();
        for (long row = dataset.rowCount() - 1; row >= 0; row--) {
            shuffled.add(row);
        }
        Checks.fetch(store, dataset, dataset.columnNames(), unboxed(shuffled));
        Collections.shuffle(shuffled, new Random(1));
        Checks.fetch(store, dataset, dataset.columnNames(), unboxed(shuffled));
    }

    @ConformanceTest
    @DisplayName("FETCH-3 a row asked for more than once is answered as often")
    default void duplicatesAreKept(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Checks.fetch(store, dataset, dataset.columnNames(), 7, 7, 7);
        Checks.fetch(store, dataset, dataset.columnNames(), 0, 50, 50, 50, 99, 99);
        Checks.fetch(store, dataset, dataset.columnNames(), 39, 39, 40, 40, 41);
    }

    @ConformanceTest
    @DisplayName("FETCH-4 columns come in the order asked for, as often as asked for")
    default void columnsComeInTheOrderAskedFor(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Checks.fetch(store, dataset, dataset.columnNames().reversed(), 5, 45, 95);
        Checks.fetch(store, dataset, List.of("tags", "id"), 5, 45, 95);
        for (String column : dataset.columnNames()) {
            Checks.fetch(store, dataset, List.of(column), 5, 45, 95);
        }
        Checks.fetch(store, dataset, List.of("name", "id", "name"), 5, 45, 95);
    }

    @ConformanceTest
    @DisplayName("FETCH-5 no rows give an empty answer with the projected schema")
    default void noRowsGiveAnEmptyAnswer(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Checks.fetch(store, dataset, dataset.columnNames());
        Checks.fetch(store, dataset, List.of("tags", "name"));
    }

    @ConformanceTest
    @DisplayName("FETCH-6 no columns are refused")
    default void noColumnsAreRefused(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        List<String> none = List.of();
        Checks.refused(IllegalArgumentException.class, () -> store.fetch(none, new long[] {1}).close());
        Checks.refused(IllegalArgumentException.class, () -> store.fetch(none, new long[0]).close());
        Checks.refused(IllegalArgumentException.class, () -> store.fetch(none, 1).close());
    }

    @ConformanceTest
    @DisplayName("FETCH-7 an unknown column is refused by name")
    default void anUnknownColumnIsRefusedByName(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        for (String unknown : List.of("colour", "ID", "point.w", "id.x", "", "point.", "_ROW_ID_")) {
            List<String> columns = List.of("id", unknown);
            Class<IllegalArgumentException> type = IllegalArgumentException.class;
            Checks.refused(type, () -> store.fetch(columns, new long[] {1, 2}).close(), unknown);
            Checks.refused(type, () -> store.fetch(columns, new long[0]).close(), unknown);
            Checks.refused(type, () -> store.fetch(columns, 1).close(), unknown);
        }
    }

    @ConformanceTest
    @DisplayName("FETCH-8 a row that does not exist is refused by number, with the row count")
    default void aRowThatDoesNotExistIsRefused(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        long rows = dataset.rowCount();
        long[] missing = {-1, rows, rows + 1, 1L << 32, (1L << 32) + 5, Long.MIN_VALUE, Long.MAX_VALUE};
        List<String> columns = List.of("id");
        Class<IndexOutOfBoundsException> type = IndexOutOfBoundsException.class;
        for (long row : missing) {
            Checks.refused(type, () -> store.fetch(columns, row).close(), row, rows);
            Checks.refused(type, () -> store.fetch(columns, new long[] {row}).close(), row, rows);
            Checks.refused(type, () -> store.fetch(columns, new long[] {3, row, 4}).close(), row, rows);
        }
    }

    @ConformanceTest
    @DisplayName("FETCH-9 fetching one row is fetching a list of one")
    default void fetchingOneRowIsFetchingAListOfOne(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        List<String> columns = dataset.columnNames();
        for (long row : new long[] {0, 39, 40, 64, 65, 99}) {
            try (VectorSchemaRoot answer = store.fetch(columns, row)) {
                Checks.rows(dataset, columns, new long[] {row}, answer);
            }
        }
    }

    @ConformanceTest
    @DisplayName("FETCH-10 every row is found whatever blocks and pages the table is cut into")
    default void everyRowIsFoundAtBordersOfBlocksAndPages(Fixture fixture) throws IOException {
        for (Dataset dataset : Boundaries.tables(fixture.format())) {
            try (ForwardStore store = fixture.open(dataset)) {
                assertEquals(dataset.rowCount(), store.rowCount());
                List<String> columns = dataset.columnNames();
                long[] all = Checks.range(0, dataset.rowCount());
                Checks.fetch(store, dataset, columns, all);
                for (long row : all) {
                    Checks.fetch(store, dataset, columns, row);
                }
                for (int block = 1; block < dataset.blocks().size(); block++) {
                    long border = dataset.firstRow(block);
                    if (border > 0 && border < dataset.rowCount()) {
                        Checks.fetch(store, dataset, columns, border, border - 1);
                        Checks.fetch(store, dataset, columns, border - 1, border, border - 1);
                    }
                }
            }
        }
    }

    @ConformanceTest
    @DisplayName("FETCH-11 row ids have 64 bits")
    default void rowIdsHave64Bits(Fixture fixture) throws IOException {
        Boundaries.assumeHoldsMoreRowsThanInt(fixture);
        Dataset dataset = Datasets.beyondInt();
        ForwardStore store = fixture.open(dataset);
        assertEquals(dataset.rowCount(), store.rowCount());
        long last = dataset.rowCount() - 1;
        List<String> columns = List.of(ForwardStore.ROW_ID_COLUMN, "nothing");
        Checks.fetch(store, dataset, columns, 0, 5, (1L << 31) - 1, 1L << 31, (1L << 32) + 5, last);
        Checks.refused(
                IndexOutOfBoundsException.class, () -> store.fetch(columns, last + 1).close(), dataset.rowCount());
    }

    @ConformanceTest
    @DisplayName("FETCH-12 arguments stay as they are")
    default void argumentsStayAsTheyAre(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        long[] unordered = {70, 3, 3, 99, 0};
        store.fetch(List.of("id"), unordered).close();
        assertArrayEquals(new long[] {70, 3, 3, 99, 0}, unordered);
        long[] rows = {0, 3, 70};
        List<String> columns = new ArrayList<>(List.of("name", "id"));
        try (VectorSchemaRoot answer = store.fetch(columns, rows)) {
            assertEquals(List.of("name", "id"), columns);
            rows[0] = 1;
            columns.set(0, "price");
            Checks.rows(dataset, List.of("name", "id"), new long[] {0, 3, 70}, answer);
        }
    }

    @ConformanceTest
    @DisplayName("FETCH-13 random fetches of random tables answer what the reference answers")
    default void randomFetchesAnswerWhatTheReferenceAnswers(Fixture fixture) throws IOException {
        Differential.run(fixture, Differential::randomFetches);
    }

    private static long[] unboxed(List<Long> rows) {
        return rows.stream().mapToLong(Long::longValue).toArray();
    }
}
