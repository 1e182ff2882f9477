package io.forwardstore.testkit;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.VectorValues;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Reads what can be read of a file that may be damaged, up to the last value.
final class Reading {
    private static final long MOST_ROWS = 1_000;

    private Reading() {}

    /// Opens, fetches and scans every column whose name is its own.
    static void everything(Fixture fixture, Path file) throws IOException {
        try (ForwardStore store = fixture.provider().open(file, fixture.options())) {
            long rows = Math.min(store.rowCount(), MOST_ROWS);
            List<String> names = store.physicalSchema().getFields().stream().map(Field::getName).toList();
            for (String name : names) {
                if (Collections.frequency(names, name) == 1 && rows > 0) {
                    fetch(store, name, rows);
                    scan(store, ScanOptions.of(name).rows(0, rows));
                    scan(store, ScanOptions.of(name).rows(0, rows).batchSize(33));
                }
            }
        }
    }

    /// A read of a store.
    interface Read {
        void of(ForwardStore store) throws IOException;
    }

    /// Reads that meet a row of a column, or its whole page if the row is negative.
    static List<Read> readsOf(String column, long row, long rowCount) {
        List<Read> reads = new ArrayList<>();
        reads.add(store -> scan(store, ScanOptions.of(column)));
        if (row >= 0) {
            long[] all = Checks.range(0, rowCount);
            long[] some = {rowCount - 1, row, row, 0};
            reads.add(store -> scan(store, ScanOptions.of(column).batchSize((int) rowCount)));
            reads.add(store -> scan(store, ScanOptions.of(column).rows(row, row + 1)));
            reads.add(store -> read(store.fetch(List.of(column), all)));
            reads.add(store -> read(store.fetch(List.of(column), some)));
            reads.add(store -> read(store.fetch(List.of(column), row)));
        }
        return reads;
    }

    /// Opens a store and reads.
    static void read(Fixture fixture, Path file, Read read) throws IOException {
        try (ForwardStore store = fixture.provider().open(file, fixture.options())) {
            read.of(store);
        }
    }

    private static void read(VectorSchemaRoot answer) {
        try (answer) {
            answer.getFieldVectors().forEach(Reading::values);
        }
    }

    private static void fetch(ForwardStore store, String column, long rows) throws IOException {
        long[] all = Checks.range(0, rows);
        all[0] = rows - 1;
        read(store.fetch(List.of(column), all));
        read(store.fetch(List.of(column), rows - 1));
    }

    private static void scan(ForwardStore store, ScanOptions options) throws IOException {
        try (ArrowReader reader = store.scan(options)) {
            while (reader.loadNextBatch()) {
                reader.getVectorSchemaRoot().getFieldVectors().forEach(Reading::values);
            }
        }
    }

    private static void values(FieldVector vector) {
        VectorValues.all(vector);
    }
}
