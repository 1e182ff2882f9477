package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.util.List;

/// The rules of group ROWID.
interface RowIdRules extends StorageUnderTest {
    String ID = ForwardStore.ROW_ID_COLUMN;

    @ConformanceTest
    @DisplayName("ROWID-1 the pseudo column is uint64 and not null")
    default void thePseudoColumnIsUnsignedAndNotNull(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        try (VectorSchemaRoot several = store.fetch(List.of("id", ID), new long[] {3, 4});
                VectorSchemaRoot one = store.fetch(List.of(ID), 3);
                VectorSchemaRoot none = store.fetch(List.of(ID), new long[0]);
                ArrowReader reader = store.scan(List.of("id", ID))) {
            for (VectorSchemaRoot root : List.of(several, one, none, reader.getVectorSchemaRoot())) {
                Field field = root.getSchema().findField(ID);
                assertEquals(new ArrowType.Int(Long.SIZE, false), field.getType());
                assertFalse(field.isNullable(), "nullable");
            }
        }
    }

    @ConformanceTest
    @DisplayName("ROWID-2 the pseudo column may stand anywhere in a fetch")
    default void thePseudoColumnMayStandAnywhereInAFetch(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        long[] rows = {0, 7, 39, 40, 99};
        Checks.fetch(store, dataset, List.of(ID, "id", "name"), rows);
        Checks.fetch(store, dataset, List.of("id", ID, "name"), rows);
        Checks.fetch(store, dataset, List.of("id", "name", ID), rows);
    }

    @ConformanceTest
    @DisplayName("ROWID-3 the pseudo column may stand alone in a fetch")
    default void thePseudoColumnMayStandAloneInAFetch(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Checks.fetch(store, dataset, List.of(ID), 0, 7, 39, 40, 99);
        Checks.fetch(store, dataset, List.of(ID));
        Checks.refused(IndexOutOfBoundsException.class, () -> store.fetch(List.of(ID), new long[] {100}).close(), 100);
    }

    @ConformanceTest
    @DisplayName("ROWID-4 the pseudo column may stand in the fetch of one row")
    default void thePseudoColumnMayStandInTheFetchOfOneRow(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        for (List<String> columns : List.of(List.of(ID), List.of(ID, "name"), List.of("name", ID))) {
            for (long row : new long[] {0, 40, 99}) {
                try (VectorSchemaRoot answer = store.fetch(columns, row)) {
                    Checks.rows(dataset, columns, new long[] {row}, answer);
                }
            }
        }
    }

    @ConformanceTest
    @DisplayName("ROWID-5 the pseudo column may stand anywhere in a scan, alone too")
    default void thePseudoColumnMayStandAnywhereInAScan(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        for (List<String> columns :
                List.of(List.of(ID), List.of(ID, "id"), List.of("id", ID, "name"), List.of("id", ID))) {
            Checks.scan(store, dataset, ScanOptions.of(columns));
            Checks.scan(store, dataset, ScanOptions.of(columns).batchSize(7));
        }
    }

    @ConformanceTest
    @DisplayName("ROWID-6 a scan of a row range counts row ids from the table's first row")
    default void aRangeCountsFromTheTablesFirstRow(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Checks.scan(store, dataset, ScanOptions.of(ID, "id").rows(41, 90));
        Checks.scan(store, dataset, ScanOptions.of(ID).rows(41, 90).batchSize(10));
    }

    @ConformanceTest
    @DisplayName("ROWID-7 the pseudo column counts past 32 bits")
    default void thePseudoColumnCountsPast32Bits(Fixture fixture) throws IOException {
        Boundaries.assumeHoldsMoreRowsThanInt(fixture);
        Dataset dataset = Datasets.beyondInt();
        ForwardStore store = fixture.open(dataset);
        long end = dataset.rowCount();
        Checks.fetch(store, dataset, List.of(ID), 1L << 31, (1L << 32) - 1, 1L << 32, end - 1);
        Checks.scan(store, dataset, ScanOptions.of(ID, "nothing").rows(end - 100, end).batchSize(33));
        long border = 1L << 32;
        Checks.scan(store, dataset, ScanOptions.of(ID).rows(border - 5, border + 5));
    }
}
