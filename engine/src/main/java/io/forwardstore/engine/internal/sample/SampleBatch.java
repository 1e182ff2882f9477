package io.forwardstore.engine.internal.sample;

import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;

/// Consecutive rows of a [SampleTable] as Arrow vectors, filled again and again.
///
/// One thread at a time; the owner closes it.
public final class SampleBatch implements AutoCloseable {
    private final SampleTable table;
    private final VectorSchemaRoot rows;

    /// @param table what the rows are taken from
    /// @param allocator for the vectors
    public SampleBatch(SampleTable table, BufferAllocator allocator) {
        this.table = table;
        this.rows = VectorSchemaRoot.create(SampleTable.SCHEMA, allocator);
    }

    /// The rows of the last [#fill].
    public VectorSchemaRoot rows() {
        return rows;
    }

    /// Replaces the rows by `count` rows of the table, from `firstRow` on.
    public void fill(long firstRow, int count) {
        for (FieldVector vector : rows.getFieldVectors()) {
            vector.setInitialCapacity(count);
            vector.reset();
            vector.allocateNew();
        }
        fillNumbers(firstRow, count);
        fillStrings(firstRow, count);
        fillTags(firstRow, count);
        fillEmbeddings(firstRow, count);
        rows.setRowCount(count);
    }

    private void fillNumbers(long firstRow, int count) {
        BigIntVector id = (BigIntVector) rows.getVector("id");
        Float8Vector price = (Float8Vector) rows.getVector("price");
        Float4Vector score = (Float4Vector) rows.getVector("score");
        TimeStampMicroVector ts = (TimeStampMicroVector) rows.getVector("ts");
        BitVector flag = (BitVector) rows.getVector("flag");
        for (int i = 0; i < count; i++) {
            long row = firstRow + i;
            id.set(i, table.id(row));
            price.set(i, table.price(row));
            ts.set(i, table.tsMicros(row));
            flag.set(i, table.flag(row) ? 1 : 0);
            if (table.hasScore(row)) {
                score.set(i, table.score(row));
            } else {
                score.setNull(i);
            }
        }
    }

    private void fillStrings(long firstRow, int count) {
        VarCharVector category = (VarCharVector) rows.getVector("category");
        VarCharVector title = (VarCharVector) rows.getVector("title");
        byte[] titleBytes = new byte[SampleTable.TITLE_MAX_BYTES];
        for (int i = 0; i < count; i++) {
            category.setSafe(i, table.categoryBytes(firstRow + i));
            title.setSafe(i, titleBytes, 0, table.titleBytes(firstRow + i, titleBytes));
        }
    }

    private void fillTags(long firstRow, int count) {
        ListVector tags = (ListVector) rows.getVector("tags");
        VarCharVector values = (VarCharVector) tags.getDataVector();
        int next = 0;
        for (int i = 0; i < count; i++) {
            int tagCount = table.tagCount(firstRow + i);
            tags.startNewValue(i);
            for (int tag = 0; tag < tagCount; tag++) {
                values.setSafe(next++, table.tagBytes(firstRow + i, tag));
            }
            tags.endValue(i, tagCount);
        }
        values.setValueCount(next);
    }

    private void fillEmbeddings(long firstRow, int count) {
        FixedSizeListVector embedding = (FixedSizeListVector) rows.getVector("embedding");
        Float4Vector values = (Float4Vector) embedding.getDataVector();
        int valueCount = Math.multiplyExact(count, SampleTable.EMBEDDING_SIZE);
        values.allocateNew(valueCount);
        values.setValueCount(valueCount);
        Memory.fill(values.getValidityBufferAddress(), (valueCount + 7) / 8, (byte) 0xFF);
        long address = values.getDataBufferAddress();
        for (int i = 0; i < count; i++) {
            embedding.setNotNull(i);
            for (int pair = 0; pair < SampleTable.EMBEDDING_SIZE / 2; pair++) {
                Memory.putLong(address, table.embeddingPair(firstRow + i, pair));
                address += Long.BYTES;
            }
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
