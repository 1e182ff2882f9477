package io.forwardstore.benchmarks.peer;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;

/// The least that a fetch can cost: a gather written for this one table, column at a time, from resident vectors into
/// preallocated ones. Checks nothing, allocates nothing.
final class HandGather implements AutoCloseable {
    private static final int BATCH_SHIFT = 16;
    private static final int BATCH_MASK = (1 << BATCH_SHIFT) - 1;
    private static final int MAX_ROWS = 100_000;
    private static final int MAX_EMBEDDINGS = 1_000;
    private static final int MAX_TITLE_BYTES = 64;
    private static final long EMBEDDING_BYTES = 512;

    private final long[] ids;
    private final long[] titleOffsets;
    private final long[] titles;
    private final long[] prices;
    private final long[] scores;
    private final long[] scoreValidities;
    private final long[] embeddings;
    private final VectorSchemaRoot target;
    private final VectorSchemaRoot embeddingTarget;

    HandGather(ResidentTable table) {
        ids = table.addresses("id", FieldVector::getDataBufferAddress);
        titleOffsets = table.addresses("title", FieldVector::getOffsetBufferAddress);
        titles = table.addresses("title", FieldVector::getDataBufferAddress);
        prices = table.addresses("price", FieldVector::getDataBufferAddress);
        scores = table.addresses("score", FieldVector::getDataBufferAddress);
        scoreValidities = table.addresses("score", FieldVector::getValidityBufferAddress);
        embeddings =
                table.addresses("embedding", v -> ((FixedSizeListVector) v).getDataVector().getDataBufferAddress());
        target = newTarget(table, Columns.FOUR, MAX_ROWS);
        embeddingTarget = newTarget(table, Columns.EMBEDDING, MAX_EMBEDDINGS);
    }

    private static VectorSchemaRoot newTarget(ResidentTable table, Columns columns, int maxRows) {
        VectorSchemaRoot like = table.batches(columns).getFirst();
        VectorSchemaRoot root = VectorSchemaRoot.create(like.getSchema(), table.allocator());
        for (FieldVector vector : root.getFieldVectors()) {
            vector.setInitialCapacity(maxRows);
            vector.allocateNew();
            vector.getValidityBuffer().setOne(0, vector.getValidityBuffer().capacity());
        }
        if (root.getVector(1) instanceof VarCharVector titles) {
            titles.allocateNew((long) maxRows * MAX_TITLE_BYTES, maxRows);
        }
        return root;
    }

    /// Gathers id, title, price and score, and reads them out.
    void four(long[] rows, Tally tally) {
        copyLongs(rows, ids, ((BigIntVector) target.getVector(0)).getDataBufferAddress());
        copyTitles(rows, (VarCharVector) target.getVector(1));
        copyLongs(rows, prices, ((Float8Vector) target.getVector(2)).getDataBufferAddress());
        copyScores(rows, (Float4Vector) target.getVector(3));
        Vectors.add(target, rows.length, Columns.FOUR, tally);
    }

    /// Gathers id and embedding, and reads them out.
    void embedding(long[] rows, Tally tally) {
        copyLongs(rows, ids, ((BigIntVector) embeddingTarget.getVector(0)).getDataBufferAddress());
        long values = ((FixedSizeListVector) embeddingTarget.getVector(1)).getDataVector().getDataBufferAddress();
        for (int i = 0; i < rows.length; i++) {
            int row = (int) rows[i];
            long source = embeddings[row >> BATCH_SHIFT] + EMBEDDING_BYTES * (row & BATCH_MASK);
            MemoryUtil.copyMemory(source, values + EMBEDDING_BYTES * i, EMBEDDING_BYTES);
        }
        Vectors.add(embeddingTarget, rows.length, Columns.EMBEDDING, tally);
    }

    private static void copyLongs(long[] rows, long[] sources, long values) {
        for (int i = 0; i < rows.length; i++) {
            int row = (int) rows[i];
            long source = sources[row >> BATCH_SHIFT] + 8L * (row & BATCH_MASK);
            MemoryUtil.putLong(values + 8L * i, MemoryUtil.getLong(source));
        }
    }

    private void copyTitles(long[] rows, VarCharVector vector) {
        long offsets = vector.getOffsetBufferAddress();
        long bytes = vector.getDataBufferAddress();
        int end = 0;
        for (int i = 0; i < rows.length; i++) {
            long source = titleOffset(rows[i]);
            MemoryUtil.putInt(offsets + 4L * i, end);
            end += MemoryUtil.getInt(source + 4) - MemoryUtil.getInt(source);
        }
        MemoryUtil.putInt(offsets + 4L * rows.length, end);
        for (int i = 0; i < rows.length; i++) {
            long source = titleOffset(rows[i]);
            int start = MemoryUtil.getInt(source);
            int length = MemoryUtil.getInt(source + 4) - start;
            long from = titles[(int) rows[i] >> BATCH_SHIFT] + start;
            long to = bytes + MemoryUtil.getInt(offsets + 4L * i);
            for (int at = 0; at < length; at += 8) {
                MemoryUtil.putLong(to + at, MemoryUtil.getLong(from + at));
            }
        }
    }

    private long titleOffset(long id) {
        int row = (int) id;
        return titleOffsets[row >> BATCH_SHIFT] + 4L * (row & BATCH_MASK);
    }

    private void copyScores(long[] rows, Float4Vector vector) {
        long values = vector.getDataBufferAddress();
        long validity = vector.getValidityBufferAddress();
        for (int i = 0; i < rows.length; i++) {
            int row = (int) rows[i];
            long source = scores[row >> BATCH_SHIFT] + 4L * (row & BATCH_MASK);
            MemoryUtil.putInt(values + 4L * i, MemoryUtil.getInt(source));
        }
        for (int first = 0; first < rows.length; first += Byte.SIZE) {
            int bits = 0;
            for (int i = first; i < Math.min(rows.length, first + Byte.SIZE); i++) {
                int row = (int) rows[i] & BATCH_MASK;
                int bit = MemoryUtil.getByte(scoreValidities[(int) rows[i] >> BATCH_SHIFT] + (row >> 3)) >> (row & 7);
                bits |= (bit & 1) << (i - first);
            }
            MemoryUtil.putByte(validity + (first >> 3), (byte) bits);
        }
    }

    @Override
    public void close() {
        target.close();
        embeddingTarget.close();
    }
}
