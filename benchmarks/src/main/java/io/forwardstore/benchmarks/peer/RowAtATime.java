package io.forwardstore.benchmarks.peer;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;

/// Reads single rows of Arrow vectors through their getters.
final class RowAtATime {
    private RowAtATime() {}

    /// Adds one row.
    ///
    /// @param rows vectors in the order of the columns
    static void add(VectorSchemaRoot rows, int row, Columns columns, Tally tally) {
        tally.addRows(1);
        for (int column = 0; column < columns.names().size(); column++) {
            addValue(rows.getVector(column), columns.names().get(column), row, tally);
        }
    }

    private static void addValue(FieldVector vector, String name, int row, Tally tally) {
        switch (name) {
            case "id" -> tally.addId(((BigIntVector) vector).get(row));
            case "title" -> tally.addString(Words.sum(((VarCharVector) vector).get(row)));
            case "price" -> tally.addPrice(((Float8Vector) vector).get(row));
            case "score" -> tally.addScore(vector.isNull(row) ? 0 : ((Float4Vector) vector).get(row));
            case "embedding" -> tally.addEmbedding(embedding((FixedSizeListVector) vector, row));
            default -> throw new UnsupportedOperationException("Not read by row: " + name);
        }
    }

    private static float embedding(FixedSizeListVector vector, int row) {
        Float4Vector values = (Float4Vector) vector.getDataVector();
        float sum = 0;
        for (int i = vector.getElementStartIndex(row); i < vector.getElementEndIndex(row); i++) {
            sum += values.get(i);
        }
        return sum;
    }
}
