package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import io.forwardstore.engine.internal.sample.SampleTableFile;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.message.ArrowBlock;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// arrow-vector's own reader of Arrow IPC files. It copies whole batches, all columns of them, so a fetch loads every
/// batch that holds a row asked for.
@AutoService(PeerFamily.class)
public final class ArrowReaderPeers implements PeerFamily {
    @Override
    public List<Peer> peers() {
        return List.of(new ArrowReaderPeer());
    }

    private static final class ArrowReaderPeer implements Peer {
        @Override
        public String library() {
            return "arrow-vector ArrowFileReader";
        }

        @Override
        public TableForm form() {
            return TableForm.BEST;
        }

        @Override
        public Set<Case> cases() {
            // any fetch of 100 rows and more loads all batches, and so does any scan
            return EnumSet.of(Case.FETCH1, Case.FETCH100, Case.SCAN4, Case.SCAN_ALL, Case.OPEN);
        }

        @Override
        public boolean isSlow(Case question) {
            return question != Case.OPEN;
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(files.arrow());
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            BufferAllocator allocator = new RootAllocator();
            return new Open(allocator, new ArrowFileReader(FileChannel.open(files.arrow()), allocator));
        }
    }

    private record Open(BufferAllocator allocator, ArrowFileReader reader) implements OpenTable {
        @Override
        public void fetch(Columns columns, long[] rows, Tally tally) throws IOException {
            long[] sorted = rows.clone();
            Arrays.sort(sorted);
            VectorSchemaRoot wanted = projection(columns);
            int loaded = -1;
            for (long row : sorted) {
                int block = (int) (row / SampleTableFile.BATCH_ROWS);
                if (block != loaded) {
                    reader.loadRecordBatch(reader.getRecordBlocks().get(block));
                    loaded = block;
                }
                RowAtATime.add(wanted, (int) (row % SampleTableFile.BATCH_ROWS), columns, tally);
            }
        }

        @Override
        public void scan(Columns columns, Tally tally) throws IOException {
            VectorSchemaRoot wanted = projection(columns);
            for (ArrowBlock block : reader.getRecordBlocks()) {
                reader.loadRecordBatch(block);
                Vectors.add(wanted, reader.getVectorSchemaRoot().getRowCount(), columns, tally);
            }
        }

        /// The reader's vectors, which it loads again and again.
        private VectorSchemaRoot projection(Columns columns) throws IOException {
            List<FieldVector> vectors = new ArrayList<>();
            for (String name : columns.names()) {
                vectors.add(reader.getVectorSchemaRoot().getVector(name));
            }
            return new VectorSchemaRoot(vectors);
        }

        @Override
        public void close() throws IOException {
            reader.close();
            allocator.close();
        }
    }
}
