package io.forwardstore.testkit;

import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Stores that take what they answered for theirs, whoever has it by now.
final class BrokenTransfers {
    private BrokenTransfers() {}

    static List<Broken> all() {
        return List.of(
                Broken.store(
                        "ends slices of a result with the result",
                        "OWN-7",
                        BrokenFetches.fetching((store, columns, rows) -> new EndsSlices(store.answer(columns, rows)))),
                Broken.store("uses the memory of a batch again", "OWN-8", ReusesBatches::new));
    }

    private static List<ArrowBuf> buffers(VectorSchemaRoot root) {
        List<ArrowBuf> buffers = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            if (vector.getValueCount() > 0) {
                buffers.addAll(List.of(vector.getBuffers(false)));
            }
        }
        return buffers;
    }

    private static final class EndsSlices extends VectorSchemaRoot {
        private final List<ArrowBuf> buffers;

        EndsSlices(VectorSchemaRoot answer) {
            super(answer.getSchema(), answer.getFieldVectors(), answer.getRowCount());
            this.buffers = buffers(answer);
        }

        @Override
        public void close() {
            for (ArrowBuf buffer : buffers) {
                if (buffer.refCnt() > 0) {
                    buffer.setZero(0, buffer.capacity());
                }
            }
            super.close();
        }
    }

    private static final class ReusesBatches extends NaiveStore {
        ReusesBatches(Path file, Dataset dataset, BufferAllocator allocator) {
            super(file, dataset, allocator);
        }

        @Override
        ArrowReader reader(Dataset rows, ScanOptions options, long end) {
            return new NaiveReader(this, rows, options, end) {
                private List<ArrowBuf> batch = List.of();

                @Override
                public boolean loadNextBatch() throws IOException {
                    reuse();
                    boolean loaded = super.loadNextBatch();
                    batch = buffers(getVectorSchemaRoot());
                    batch.forEach(buffer -> buffer.getReferenceManager().retain());
                    return loaded;
                }

                private void reuse() {
                    for (ArrowBuf buffer : batch) {
                        buffer.setZero(0, buffer.capacity());
                        buffer.getReferenceManager().release();
                    }
                    batch = List.of();
                }

                @Override
                protected void closeReadSource() {
                    reuse();
                }
            };
        }
    }
}
