package io.forwardstore.benchmarks;

import io.forwardstore.engine.internal.sample.SampleTable;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Touches and checks batches of {id, title, price, score}, whoever made them.
final class ParquetAnswers {
    private static final int CHECKED_ROWS = 97;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private ParquetAnswers() {}

    /// Touches every value of every batch, column by column: values, offsets and bytes, in the order of memory.
    static double sum(ArrowReader reader) throws IOException {
        double sum = 0;
        while (reader.loadNextBatch()) {
            sum += sum(reader.getVectorSchemaRoot());
        }
        return sum;
    }

    private static double sum(VectorSchemaRoot rows) {
        int count = rows.getRowCount();
        VarCharVector titles = (VarCharVector) rows.getVector(1);
        Float4Vector scores = (Float4Vector) rows.getVector(3);
        MemorySegment offsets = segment(titles.getOffsetBuffer(), (count + 1L) * Integer.BYTES);
        int titleWords = offsets.get(INT, 4L * count) / Long.BYTES;
        return sumLongs(segment(rows.getVector(0).getDataBuffer(), (long) count * Long.BYTES), count)
                + sumInts(offsets, count + 1)
                + sumLongs(segment(titles.getDataBuffer(), (long) titleWords * Long.BYTES), titleWords)
                + sumDoubles(segment(rows.getVector(2).getDataBuffer(), (long) count * Double.BYTES), count)
                + sumFloats(segment(scores.getDataBuffer(), (long) count * Float.BYTES), scores, count);
    }

    private static MemorySegment segment(ArrowBuf buffer, long bytes) {
        return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(bytes);
    }

    private static long sumLongs(MemorySegment values, int count) {
        long even = 0;
        long odd = 0;
        int i = 0;
        for (; i + 1 < count; i += 2) {
            even += values.get(LONG, 8L * i);
            odd += values.get(LONG, 8L * i + 8);
        }
        return even + odd + (i == count ? 0 : values.get(LONG, 8L * i));
    }

    private static int sumInts(MemorySegment values, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values.get(INT, 4L * i);
        }
        return sum;
    }

    private static double sumDoubles(MemorySegment values, int count) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < count; i += 2) {
            even += values.get(DOUBLE, 8L * i);
            odd += values.get(DOUBLE, 8L * i + 8);
        }
        return even + odd + (i == count ? 0 : values.get(DOUBLE, 8L * i));
    }

    private static double sumFloats(MemorySegment values, Float4Vector validity, int count) {
        long bits = validity.getValidityBufferAddress();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            int bit = MemoryUtil.getByte(bits + (i >> 3)) >> (i & 7) & 1;
            sum += Float.intBitsToFloat(values.get(INT, 4L * i) & -bit);
        }
        return sum;
    }

    /// Compares a scan with the generator.
    ///
    /// @throws IllegalStateException if it differs
    static void check(ArrowReader reader, String whose) throws IOException {
        SampleTable expected = BenchmarkTable.VALUES;
        long row = 0;
        while (reader.loadNextBatch()) {
            VectorSchemaRoot rows = reader.getVectorSchemaRoot();
            Float4Vector scores = (Float4Vector) rows.getVector(3);
            for (int i = 0; i < rows.getRowCount(); i++, row++) {
                boolean right =
                        ((BigIntVector) rows.getVector(0)).get(i) == row
                                && ((Float8Vector) rows.getVector(2)).get(i) == expected.price(row)
                                && scores.isNull(i) != expected.hasScore(row)
                                && (scores.isNull(i) || scores.get(i) == expected.score(row))
                                && (row % CHECKED_ROWS != 0 || isTitle(rows, i, expected.title(row)));
                if (!right) {
                    throw new IllegalStateException("Wrong answer of " + whose + " for row " + row);
                }
            }
        }
        if (row != BenchmarkTable.ROWS) {
            throw new IllegalStateException("Wrong answer of " + whose + ": " + row + " rows");
        }
    }

    private static boolean isTitle(VectorSchemaRoot rows, int index, String expected) {
        return String.valueOf(rows.getVector(1).getObject(index)).equals(expected);
    }
}
