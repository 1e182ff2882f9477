package io.forwardstore.benchmarks.peer;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;

/// Reads every value of Arrow vectors, as whoever asked for them would: column at a time.
final class Vectors {
    private Vectors() {}

    /// Adds all that a reader has left, and closes it.
    static void addAll(ArrowReader reader, Columns columns, Tally tally) throws IOException {
        try (reader) {
            while (reader.loadNextBatch()) {
                add(reader.getVectorSchemaRoot(), columns, tally);
            }
        }
    }

    /// Adds all rows.
    ///
    /// @param rows vectors in the order of the columns
    static void add(VectorSchemaRoot rows, Columns columns, Tally tally) {
        add(rows, rows.getRowCount(), columns, tally);
    }

    /// Adds the first `count` rows.
    static void add(VectorSchemaRoot rows, int count, Columns columns, Tally tally) {
        tally.addRows(count);
        for (int column = 0; column < columns.names().size(); column++) {
            FieldVector vector = rows.getVector(column);
            switch (columns.names().get(column)) {
                case "id" -> tally.addId(longs(vector, count));
                case "category", "title" -> tally.addString(strings((VarCharVector) vector, 0, count));
                case "price" -> tally.addPrice(prices((Float8Vector) vector, count));
                case "score" -> tally.addScore(scores((Float4Vector) vector, count));
                case "ts" -> tally.addTime(longs(vector, count));
                case "flag" -> tally.addFlags(flags((BitVector) vector, count));
                case "tags" -> tally.addString(tags((ListVector) vector, count));
                case "embedding" -> tally.addEmbedding(embeddings((FixedSizeListVector) vector, count));
                default -> throw new IllegalArgumentException(columns.names().get(column));
            }
        }
    }

    private static long longs(FieldVector vector, int count) {
        long address = vector.getDataBufferAddress();
        long sum = 0;
        for (int row = 0; row < count; row++) {
            sum += MemoryUtil.getLong(address + (long) Long.BYTES * row);
        }
        return sum;
    }

    /// Two sums side by side: each addition waits for the one before.
    private static double prices(Float8Vector vector, int count) {
        long address = vector.getDataBufferAddress();
        double even = 0;
        double odd = 0;
        int row = 0;
        for (; row < count - 1; row += 2) {
            even += doubleAt(address, row);
            odd += doubleAt(address, row + 1);
        }
        return even + odd + (row < count ? doubleAt(address, row) : 0);
    }

    private static double doubleAt(long address, int row) {
        return Double.longBitsToDouble(MemoryUtil.getLong(address + (long) Double.BYTES * row));
    }

    private static double scores(Float4Vector vector, int count) {
        long address = vector.getDataBufferAddress();
        long validity = vector.getValidityBufferAddress();
        double even = 0;
        double odd = 0;
        int row = 0;
        for (; row <= count - Byte.SIZE; row += Byte.SIZE) {
            int bits = MemoryUtil.getByte(validity + (row >> 3));
            for (int bit = 0; bit < Byte.SIZE; bit += 2) {
                even += floatIf(bits >> bit, address, row + bit);
                odd += floatIf(bits >> (bit + 1), address, row + bit + 1);
            }
        }
        for (; row < count; row++) {
            even += floatIf(MemoryUtil.getByte(validity + (row >> 3)) >> (row & 7), address, row);
        }
        return even + odd;
    }

    /// A float, or 0 if the lowest bit is not set; without a branch, for nulls come when they will.
    private static float floatIf(int bits, long address, int row) {
        return Float.intBitsToFloat(MemoryUtil.getInt(address + (long) Float.BYTES * row) & -(bits & 1));
    }

    private static long flags(BitVector vector, int count) {
        long sum = 0;
        for (int row = 0; row < count; row++) {
            sum += vector.get(row);
        }
        return sum;
    }

    private static long strings(VarCharVector vector, int first, int end) {
        if (first == end) {
            return 0;
        }
        long data = vector.getDataBufferAddress();
        long offsets = vector.getOffsetBufferAddress();
        int start = MemoryUtil.getInt(offsets + (long) Integer.BYTES * first);
        long dataEnd = data + MemoryUtil.getInt(offsets + (long) Integer.BYTES * end);
        long sum = 0;
        for (int row = first; row < end; row++) {
            int next = MemoryUtil.getInt(offsets + Integer.BYTES * (row + 1L));
            sum += Words.sum(data + start, next - start, dataEnd);
            start = next;
        }
        return sum;
    }

    private static long tags(ListVector vector, int count) {
        if (count == 0) {
            return 0;
        }
        return strings(
                (VarCharVector) vector.getDataVector(),
                vector.getElementStartIndex(0),
                vector.getElementEndIndex(count - 1));
    }

    private static double embeddings(FixedSizeListVector vector, int count) {
        int size = vector.getListSize();
        long address = vector.getDataVector().getDataBufferAddress();
        double sum = 0;
        for (int row = 0; row < count; row++) {
            sum += floats(address + 4L * size * row, size);
        }
        return sum;
    }

    /// The sum of consecutive floats at an address.
    static float floats(long address, int count) {
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Float.intBitsToFloat(MemoryUtil.getInt(address + 4L * i));
        }
        return sum;
    }
}
