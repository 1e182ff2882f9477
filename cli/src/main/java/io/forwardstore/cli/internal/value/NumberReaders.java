package io.forwardstore.cli.internal.value;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.jspecify.annotations.Nullable;

/// Readers of numbers and booleans that are not null.
final class NumberReaders {
    private NumberReaders() {}

    /// A reader, or null for a vector of another kind.
    static @Nullable ValueReader of(FieldVector vector) {
        return switch (vector) {
            case BitVector v -> (i, sink) -> sink.bool(v.get(i) != 0);
            case TinyIntVector v -> (i, sink) -> sink.integer(v.get(i));
            case SmallIntVector v -> (i, sink) -> sink.integer(v.get(i));
            case IntVector v -> (i, sink) -> sink.integer(v.get(i));
            case BigIntVector v -> (i, sink) -> sink.integer(v.get(i));
            case UInt1Vector v -> (i, sink) -> sink.integer(Byte.toUnsignedInt(v.get(i)));
            case UInt2Vector v -> (i, sink) -> sink.integer(v.get(i));
            case UInt4Vector v -> (i, sink) -> sink.integer(Integer.toUnsignedLong(v.get(i)));
            case UInt8Vector v -> (i, sink) -> sink.exact(Long.toUnsignedString(v.get(i)));
            case Float2Vector v -> (i, sink) -> sink.single(Float.float16ToFloat(v.get(i)));
            case Float4Vector v -> (i, sink) -> sink.single(v.get(i));
            case Float8Vector v -> (i, sink) -> sink.real(v.get(i));
            case DecimalVector v -> (i, sink) -> sink.exact(v.getObjectNotNull(i).toPlainString());
            case Decimal256Vector v -> (i, sink) -> sink.exact(v.getObjectNotNull(i).toPlainString());
            default -> null;
        };
    }
}
