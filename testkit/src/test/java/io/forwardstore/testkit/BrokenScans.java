package io.forwardstore.testkit;

import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.ReferenceTable;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/// Stores whose scans are wrong.
final class BrokenScans {
    private BrokenScans() {}

    static List<Broken> all() {
        return List.of(
                Broken.store(
                        "ignores the batch size",
                        "SCAN-4 SCAN-5 SCAN-10 SCAN-11 STATS-2",
                        scanning(options ->
                                ScanOptions.of(options.columns()).rows(options.firstRow(), options.endRow()))),
                Broken.store(
                        "scans columns in the table's order",
                        "SCAN-2 ROWID-5 *",
                        scanning(options -> {
                            ScanOptions sorted =
                                    ScanOptions.of(options.columns().stream().sorted().toList())
                                            .rows(options.firstRow(), options.endRow());
                            return options.hasNaturalBatches() ? sorted : sorted.batchSize(options.maxBatchRows());
                        })),
                Broken.store(
                        "ignores the row range",
                        "FAIL-1 ROWID-6 ROWID-7 SCAN-5 SCAN-6 SCAN-7 SCAN-10 SCAN-11 SCAN-12 SCHEMA-4 SCHEMA-6 STATS-2",
                        scanning(BrokenScans::wholeTable)),
                Broken.store(
                        "scans up to the end row and including it",
                        "ROWID-6 SCAN-5 SCAN-6 SCAN-12 SCHEMA-4 SCHEMA-6 STATS-2",
                        scanning(options ->
                                options.endRow() < 100
                                        ? options.rows(options.firstRow(), options.endRow() + 1)
                                        : options)),
                Broken.store(
                        "cuts a range that is too long",
                        "FAIL-1 SCAN-7",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public ArrowReader scan(ScanOptions options) throws IOException {
                                        long rows = dataset().rowCount();
                                        return super.scan(
                                                options.rows(
                                                        Math.min(rows, options.firstRow()),
                                                        Math.min(rows, options.endRow())));
                                    }
                                }),
                Broken.store(
                        "scans no unknown columns and says nothing",
                        "OWN-10 SCAN-3 SCAN-8",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public ArrowReader scan(ScanOptions options) throws IOException {
                                        ReferenceTable table = new ReferenceTable(dataset());
                                        return super.scan(
                                                ScanOptions.of(options.columns().stream().filter(table::has).toList())
                                                        .rows(options.firstRow(), options.endRow())
                                                        .batchSize(options.maxBatchRows()));
                                    }
                                }),
                Broken.store(
                        "joins natural batches of two blocks",
                        "SCAN-3",
                        reading(reader ->
                                new NaiveReader(reader.store, reader.rows, reader.options, reader.end) {
                                    @Override
                                    long batchEnd() {
                                        return Math.min(end, next + options.maxBatchRows());
                                    }
                                })),
                Broken.store(
                        "makes natural batches as long as blocks are",
                        "SCAN-3",
                        reading(reader ->
                                new NaiveReader(reader.store, reader.rows, reader.options, reader.end) {
                                    @Override
                                    long batchEnd() {
                                        return options.hasNaturalBatches()
                                                ? Math.min(end, rows.firstRow(NaiveStore.blockOf(rows, next) + 1))
                                                : super.batchEnd();
                                    }
                                })),
                Broken.store(
                        "ends batches where blocks end",
                        "SCAN-4 SCAN-5 SCAN-10 SCAN-11 STATS-2",
                        reading(reader ->
                                new NaiveReader(reader.store, reader.rows, reader.options, reader.end) {
                                    @Override
                                    long batchEnd() {
                                        return Math.min(
                                                super.batchEnd(), rows.firstRow(NaiveStore.blockOf(rows, next) + 1));
                                    }
                                })),
                Broken.store(
                        "loses the rows of the last, shorter batch",
                        "SCAN-4 SCAN-5 SCAN-12 *",
                        reading(reader ->
                                new NaiveReader(reader.store, reader.rows, reader.options, reader.end) {
                                    @Override
                                    public boolean loadNextBatch() throws IOException {
                                        boolean isShort =
                                                !options.hasNaturalBatches() && end - next < options.maxBatchRows();
                                        return !(isShort && next > options.firstRow()) && super.loadNextBatch();
                                    }
                                })),
                Broken.store(
                        "has parallel scans out of order",
                        "SCAN-11 SCAN-12",
                        reading(reader ->
                                new NaiveReader(reader.store, reader.rows, reader.options, reader.end) {
                                    @Override
                                    void load(VectorSchemaRoot root, long from, long to) {
                                        boolean swapped =
                                                options.parallelism() > 1 && from == 0 && rows.rowCount() > 2 * to;
                                        super.load(root, swapped ? to : from, swapped ? 2 * to - from : to);
                                    }
                                })),
                Broken.store(
                        "counts row ids from the range's first row",
                        "ROWID-6 ROWID-7 SCAN-11 SCAN-12",
                        reading(reader ->
                                new NaiveReader(reader.store, reader.rows, reader.options, reader.end) {
                                    @Override
                                    void load(VectorSchemaRoot root, long from, long to) {
                                        super.load(root, from, to);
                                        RowIds.shift(root, -options.firstRow());
                                    }
                                })),
                Broken.store(
                        "goes on after the last batch",
                        "SCAN-9",
                        reading(reader ->
                                new NaiveReader(reader.store, reader.rows, reader.options, reader.end) {
                                    private boolean ended;

                                    @Override
                                    public boolean loadNextBatch() throws IOException {
                                        if (ended) {
                                            next = options.firstRow();
                                        }
                                        boolean loaded = super.loadNextBatch();
                                        ended = !loaded && end > options.firstRow();
                                        return loaded;
                                    }
                                })));
    }

    private static ScanOptions wholeTable(ScanOptions options) {
        ScanOptions whole = options.rows(0, Long.MAX_VALUE);
        return options.hasNaturalBatches() ? whole : whole.batchSize(options.maxBatchRows());
    }

    private static Broken.Store scanning(UnaryOperator<ScanOptions> options) {
        return (file, dataset, allocator) ->
                new NaiveStore(file, dataset, allocator) {
                    @Override
                    public ArrowReader scan(ScanOptions asked) throws IOException {
                        return super.scan(options.apply(asked));
                    }
                };
    }

    private interface Wrong {
        NaiveReader like(NaiveReader right);
    }

    private static Broken.Store reading(Wrong wrong) {
        return (file, dataset, allocator) ->
                new NaiveStore(file, dataset, allocator) {
                    @Override
                    ArrowReader reader(Dataset rows, ScanOptions options, long end) {
                        return wrong.like(new NaiveReader(this, rows, options, end));
                    }
                };
    }
}
