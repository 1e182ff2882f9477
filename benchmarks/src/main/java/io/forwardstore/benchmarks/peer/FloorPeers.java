package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import io.forwardstore.engine.internal.sample.SampleTableFile;

import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What no library is behind: loops over the table resident in Arrow vectors. Written for this table alone, they are a
/// floor; through the vectors' getters, row at a time, they are what a first attempt looks like.
@AutoService(PeerFamily.class)
public final class FloorPeers implements PeerFamily {
    private static final String FLOOR = "floor: ";

    /// The name of the floor under fetches and scans.
    static final String LOOPS = FLOOR + "hand-written loops";

    /// The name of the floor under opening.
    static final String OPENING = FLOOR + "map and footer";

    @Override
    public List<Peer> peers() {
        return List.of(
                new ResidentPeer(LOOPS, true), new OpeningPeer(), new ResidentPeer("arrow-vector getters", false));
    }

    /// True if no library is behind it and no library can be faster.
    public static boolean isFloor(Peer peer) {
        return peer.library().startsWith(FLOOR);
    }

    private static final class OpeningPeer implements Peer {
        @Override
        public String library() {
            return OPENING;
        }

        @Override
        public TableForm form() {
            return TableForm.BEST;
        }

        @Override
        public Set<Case> cases() {
            return Set.of(Case.OPEN);
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(files.arrow());
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            HandOpen open = new HandOpen(files.arrow());
            return new OpenTable() {
                @Override
                public void firstRow(Columns columns, Tally tally) {
                    open.firstRow(tally);
                }

                @Override
                public void close() {
                    open.close();
                }
            };
        }
    }

    private record ResidentPeer(String library, boolean isHandWritten) implements Peer {
        @Override
        public TableForm form() {
            return TableForm.BEST;
        }

        @Override
        public Set<Case> cases() {
            return isHandWritten ? Case.union(Case.FETCHES, Case.SCANS) : Case.FETCHES;
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(files.arrow());
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            ResidentTable table = new ResidentTable(files);
            return isHandWritten ? new HandWritten(table, new HandGather(table)) : new Getters(table);
        }
    }

    private record HandWritten(ResidentTable table, HandGather gather) implements OpenTable {
        @Override
        public void fetch(Columns columns, long[] rows, Tally tally) {
            switch (columns) {
                case FOUR -> gather.four(rows, tally);
                case EMBEDDING -> gather.embedding(rows, tally);
                case TWO, FLAT, ALL -> throw new UnsupportedOperationException("Not written: " + columns);
            }
        }

        @Override
        public void scan(Columns columns, Tally tally) {
            table.batches(columns).forEach(batch -> Vectors.add(batch, columns, tally));
        }

        @Override
        public void close() {
            gather.close();
            table.close();
        }
    }

    private static final class Getters implements OpenTable {
        private final ResidentTable table;
        private final Map<Columns, List<VectorSchemaRoot>> batches = new EnumMap<>(Columns.class);

        Getters(ResidentTable table) {
            this.table = table;
            for (Columns columns : Columns.values()) {
                batches.put(columns, table.batches(columns));
            }
        }

        @Override
        public void fetch(Columns columns, long[] rows, Tally tally) {
            List<VectorSchemaRoot> all = Objects.requireNonNull(batches.get(columns));
            for (long row : rows) {
                int batch = (int) (row / SampleTableFile.BATCH_ROWS);
                RowAtATime.add(all.get(batch), (int) (row % SampleTableFile.BATCH_ROWS), columns, tally);
            }
        }

        @Override
        public void close() {
            table.close();
        }
    }
}
