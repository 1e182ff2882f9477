package io.forwardstore.testkit;

import io.forwardstore.ForwardStore;

import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

/// What broken stores do to the pseudo column.
final class RowIds {
    private RowIds() {}

    /// Adds a number to every row id.
    static void shift(VectorSchemaRoot root, long by) {
        root.getFieldVectors().stream()
                .filter(vector -> vector.getName().equals(ForwardStore.ROW_ID_COLUMN))
                .map(UInt8Vector.class::cast)
                .forEach(ids -> {
                    for (int i = 0; i < ids.getValueCount(); i++) {
                        ids.set(i, ids.get(i) + by);
                    }
                });
    }
}
