package io.forwardstore.engine.internal.store;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

import java.util.AbstractList;
import java.util.List;

/// The root that a scan fills batch by batch.
///
/// [VectorSchemaRoot#setRowCount] tells every vector, which then follows its offsets. Those may lie in a mapping whose
/// file was truncated, and the JVM does not survive a fault at every instruction that Arrow's code is compiled to (see
/// [io.forwardstore.engine.internal.memory.Memory]). Vectors are loaded with their count: only the root has to learn of
/// it.
final class ScanRoot extends VectorSchemaRoot {
    private final Vectors vectors;

    ScanRoot(Schema schema, List<FieldVector> vectors) {
        this(schema, new Vectors(vectors));
    }

    private ScanRoot(Schema schema, Vectors vectors) {
        super(schema, vectors, 0);
        this.vectors = vectors;
    }

    /// Notes the row count that all vectors were loaded with.
    void setLoadedRowCount(int rowCount) {
        vectors.hidden = true;
        try {
            setRowCount(rowCount);
        } finally {
            vectors.hidden = false;
        }
    }

    /// Lets go of all buffers.
    void clearVectors() {
        vectors.all.forEach(FieldVector::clear);
        setLoadedRowCount(0);
    }

    /// The root's own list, which looks empty while it is hidden.
    private static final class Vectors extends AbstractList<FieldVector> {
        private final List<FieldVector> all;
        private boolean hidden;

        Vectors(List<FieldVector> all) {
            this.all = List.copyOf(all);
        }

        @Override
        public FieldVector get(int index) {
            return all.get(index);
        }

        @Override
        public int size() {
            return hidden ? 0 : all.size();
        }
    }
}
