package io.forwardstore.benchmarks;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;

/// Reads every value of an answer, as whoever asked for it would.
final class Answers {
    private Answers() {}

    /// A sum over id, title, price and score, which are the first columns.
    static double sumFour(VectorSchemaRoot rows) {
        return sumFour(rows, rows.getRowCount());
    }

    /// A sum over id, title, price and score of the first `count` rows.
    static double sumFour(VectorSchemaRoot rows, int count) {
        BigIntVector ids = (BigIntVector) rows.getVector(0);
        VarCharVector titles = (VarCharVector) rows.getVector(1);
        double sum = sumTwo(rows, 2, 3, count);
        for (int row = 0; row < count; row++) {
            sum += ids.get(row);
            sum += sumBytes(titles, row);
        }
        return sum;
    }

    /// A sum over a column of doubles and one of floats with nulls.
    static double sumTwo(VectorSchemaRoot rows, int doubles, int floats) {
        return sumTwo(rows, doubles, floats, rows.getRowCount());
    }

    private static double sumTwo(VectorSchemaRoot rows, int doubles, int floats, int count) {
        Float8Vector prices = (Float8Vector) rows.getVector(doubles);
        Float4Vector scores = (Float4Vector) rows.getVector(floats);
        double sum = 0;
        for (int row = 0; row < count; row++) {
            sum += prices.get(row);
            sum += scores.isNull(row) ? 0 : scores.get(row);
        }
        return sum;
    }

    private static long sumBytes(VarCharVector titles, int row) {
        long start = titles.getDataBufferAddress() + titles.getStartOffset(row);
        long end = titles.getDataBufferAddress() + titles.getEndOffset(row);
        long sum = 0;
        for (long at = start; at + Long.BYTES <= end; at += Long.BYTES) {
            sum += MemoryUtil.getLong(at);
        }
        return sum;
    }

    /// A sum over id and embedding of the first `count` rows.
    static double sumEmbedding(VectorSchemaRoot rows, int count) {
        BigIntVector ids = (BigIntVector) rows.getVector(0);
        FixedSizeListVector lists = (FixedSizeListVector) rows.getVector(1);
        double sum = 0;
        for (int row = 0; row < count; row++) {
            sum += ids.get(row);
        }
        long address = lists.getDataVector().getDataBufferAddress();
        float total = 0;
        for (int i = 0; i < count * lists.getListSize(); i++) {
            total += Float.intBitsToFloat(MemoryUtil.getInt(address + 4L * i));
        }
        return sum + total;
    }
}
