package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnProjection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Hardwood, a Parquet reader in plain Java: its column readers for scans, its row reader for a first row. It has no
/// fetch by row number.
@AutoService(PeerFamily.class)
public final class HardwoodPeers implements PeerFamily {
    @Override
    public List<Peer> peers() {
        return List.of(new HardwoodPeer(1), new HardwoodPeer(2));
    }

    private record HardwoodPeer(int threads) implements Peer {
        @Override
        public String library() {
            return threads == 1 ? "Hardwood, 1 thread" : "Hardwood, " + threads + " threads";
        }

        @Override
        public TableForm form() {
            return TableForm.DUCKDB_PARQUET;
        }

        @Override
        public Set<Case> cases() {
            return threads == 1 ? Case.union(Case.SCANS, Set.of(Case.OPEN)) : Case.SCANS;
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(files.parquet(form()));
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            HardwoodContext context = HardwoodContext.create(threads);
            return new Open(context, ParquetFileReader.open(InputFile.of(files.parquet(form())), context));
        }
    }

    private record Open(HardwoodContext context, ParquetFileReader file) implements OpenTable {
        @Override
        public void firstRow(Columns columns, Tally tally) {
            try (RowReader rows = file.buildRowReader().projection(projection(columns)).head(1).build()) {
                rows.next();
                tally.addRows(1);
                tally.addId(rows.getLong("id"));
                tally.addString(Words.sum(rows.getBinary("title")));
                tally.addPrice(rows.getDouble("price"));
                tally.addScore(rows.isNull("score") ? 0 : rows.getFloat("score"));
            }
        }

        @Override
        public void scan(Columns columns, Tally tally) {
            try (ColumnReaders readers = file.columnReaders(projection(columns))) {
                while (readers.nextBatch()) {
                    int count = readers.getRecordCount();
                    tally.addRows(count);
                    for (String name : columns.names()) {
                        add(readers.getColumnReader(name), name, count, tally);
                    }
                }
            }
        }

        private static ColumnProjection projection(Columns columns) {
            return ColumnProjection.columns(columns.names().toArray(String[]::new));
        }

        private static void add(ColumnReader column, String name, int count, Tally tally) {
            switch (name) {
                case "id" -> tally.addId(sum(column.getLongs(), count));
                case "ts" -> tally.addTime(sum(column.getLongs(), count));
                case "category", "title" ->
                        tally.addString(strings(column.getBinaryValues(), column.getBinaryOffsets(), count));
                case "price" -> tally.addPrice(prices(column.getDoubles(), count));
                case "score" -> tally.addScore(scores(column.getFloats(), column.getLeafValidity(), count));
                case "flag" -> tally.addFlags(flags(column.getBooleans(), count));
                default -> throw new UnsupportedOperationException("Not in the file: " + name);
            }
        }

        private static long sum(long[] values, int count) {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[i];
            }
            return sum;
        }

        private static long strings(byte[] bytes, int[] offsets, int count) {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += Words.sum(bytes, offsets[i], offsets[i + 1] - offsets[i]);
            }
            return sum;
        }

        private static double prices(double[] values, int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[i];
            }
            return sum;
        }

        private static double scores(float[] values, Validity validity, int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += validity.isNull(i) ? 0 : values[i];
            }
            return sum;
        }

        private static long flags(boolean[] values, int count) {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[i] ? 1 : 0;
            }
            return sum;
        }

        @Override
        public void close() throws IOException {
            file.close();
            context.close();
        }
    }
}
