package io.forwardstore.cli.internal.value;

import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.UuidVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Reads the values of one vector, nulls included. Valid as long as the vector is.
@FunctionalInterface
public interface ValueReader {
    /// Hands the value at `index` to `sink`.
    void read(int index, ValueSink sink);

    /// A reader of a vector of any type.
    ///
    /// Extension types read as their storage, but UUIDs as their text; dictionary-encoded vectors as their indices;
    /// unions and run-end encoded vectors as the values that they stand for.
    ///
    /// @param field the vector's field as it stands in the schema: what a union vector answers for itself is not it
    static ValueReader of(Field field, FieldVector vector) {
        return switch (vector) {
            case NullVector _ -> (_, sink) -> sink.nothing();
            case UnionVector union -> NestedReaders.sparseUnion(field, union);
            case DenseUnionVector union -> NestedReaders.denseUnion(field, union);
            case RunEndEncodedVector runs -> NestedReaders.runEndEncoded(field, runs);
            case UuidVector uuids -> nullable(uuids, BinaryReaders.uuid(uuids));
            case ExtensionTypeVector<?> extension when extension.getUnderlyingVector() instanceof FieldVector storage ->
                    of(field, storage);
            default -> nullable(vector, present(field, vector));
        };
    }

    private static ValueReader nullable(FieldVector vector, ValueReader present) {
        return (index, sink) -> {
            if (vector.isNull(index)) {
                sink.nothing();
            } else {
                present.read(index, sink);
            }
        };
    }

    private static ValueReader present(Field field, FieldVector vector) {
        ValueReader reader = NumberReaders.of(vector);
        if (reader == null) {
            reader = BinaryReaders.of(vector);
        }
        if (reader == null) {
            reader = TemporalReaders.of(vector);
        }
        if (reader == null) {
            reader = NestedReaders.of(field, vector);
        }
        if (reader == null) {
            throw new UnsupportedOperationException(
                    "Cannot show column '" + field.getName() + "': unsupported type " + field.getType());
        }
        return reader;
    }
}
