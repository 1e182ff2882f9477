package io.forwardstore.benchmarks.peer;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// An Arrow IPC file of one `float64` column of zeros, which are holes in the file: large without taking up space.
///
/// @param batchRows the rows of each batch
record SparseTable(int batchRows) {
    /// The name of the column.
    static final String COLUMN = "zero";

    private static final int BATCHES = 16;
    private static final int MIN_HOLE_BYTES = 1 << 12;

    /// The file, written unless it is there.
    Path file(BenchmarkFiles files) throws IOException {
        return files.once("zeros-%d.arrow".formatted(batchRows), this::write);
    }

    private void write(Path target) throws IOException {
        FieldType type = FieldType.notNullable(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
        Schema schema = new Schema(List.of(new Field(COLUMN, type, null)));
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
                FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                ArrowFileWriter writer = new ArrowFileWriter(batch, null, new Holes(file))) {
            Float8Vector zeros = (Float8Vector) batch.getVector(COLUMN);
            zeros.allocateNew(batchRows);
            zeros.zeroVector();
            zeros.getValidityBuffer().setOne(0, zeros.getValidityBuffer().capacity());
            batch.setRowCount(batchRows);
            for (int i = 0; i < BATCHES; i++) {
                writer.writeBatch();
            }
            writer.end();
        }
    }

    /// Steps over long runs of zeros where others would write them.
    private record Holes(FileChannel file) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            if (count >= MIN_HOLE_BYTES && isZero(bytes)) {
                file.position(file.position() + count);
                bytes.position(bytes.limit());
                return count;
            }
            return file.write(bytes);
        }

        private static boolean isZero(ByteBuffer bytes) {
            for (int at = bytes.position(); at < bytes.limit(); at++) {
                if (bytes.get(at) != 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
