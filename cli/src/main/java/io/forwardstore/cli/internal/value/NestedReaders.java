package io.forwardstore.cli.internal.value;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Readers of lists, maps, structs and unions. A map is a list of its entries: keys may be of any type, and repeat.
final class NestedReaders {
    private NestedReaders() {}

    /// A reader of values that are not null, or null for a vector of another kind.
    static @Nullable ValueReader of(Field field, FieldVector vector) {
        return switch (vector) {
            case ListVector v -> list(field, v.getDataVector(), v::getElementStartIndex, v::getElementEndIndex);
            case LargeListVector v -> list(field, v.getDataVector(), v::getElementStartIndex, v::getElementEndIndex);
            case ListViewVector v -> list(field, v.getDataVector(), v::getElementStartIndex, v::getElementEndIndex);
            case LargeListViewVector v -> largeListView(field, v);
            case FixedSizeListVector v -> fixedSizeList(field, v.getDataVector(), v.getListSize());
            case StructVector v -> struct(field, v);
            default -> null;
        };
    }

    @FunctionalInterface
    private interface Bound {
        long at(int index);
    }

    private static ValueReader list(Field field, FieldVector values, Bound begin, Bound end) {
        ValueReader value = ValueReader.of(field.getChildren().getFirst(), values);
        return (index, sink) -> list(value, begin.at(index), end.at(index), sink);
    }

    private static ValueReader largeListView(Field field, LargeListViewVector vector) {
        Bound begin = index -> vector.getOffsetBuffer().getLong((long) index * Long.BYTES);
        Bound size = index -> vector.getSizeBuffer().getLong((long) index * Long.BYTES);
        return list(field, vector.getDataVector(), begin, index -> begin.at(index) + size.at(index));
    }

    /// The vector's own element indices overflow beyond 2^31 values, these do not.
    private static ValueReader fixedSizeList(Field field, FieldVector values, int size) {
        return list(field, values, index -> (long) index * size, index -> (index + 1L) * size);
    }

    private static void list(ValueReader value, long begin, long end, ValueSink sink) {
        sink.beginList();
        for (int i = Math.toIntExact(begin); i < end; i++) {
            value.read(i, sink);
        }
        sink.endList();
    }

    private static ValueReader struct(Field field, StructVector vector) {
        String[] names = field.getChildren().stream().map(Field::getName).toArray(String[]::new);
        ValueReader[] values = children(field, vector);
        return (index, sink) -> {
            sink.beginStruct();
            for (int child = 0; child < values.length; child++) {
                sink.name(names[child]);
                values[child].read(index, sink);
            }
            sink.endStruct();
        };
    }

    /// A union has no nulls of its own, its children have.
    static ValueReader sparseUnion(Field field, UnionVector vector) {
        ValueReader[] values = byTypeId(field, vector);
        return (index, sink) -> values[vector.getTypeBuffer().getByte(index)].read(index, sink);
    }

    static ValueReader denseUnion(Field field, DenseUnionVector vector) {
        ValueReader[] values = byTypeId(field, vector);
        return (index, sink) -> {
            int offset = vector.getOffsetBuffer().getInt((long) index * Integer.BYTES);
            values[vector.getTypeBuffer().getByte(index)].read(offset, sink);
        };
    }

    static ValueReader runEndEncoded(Field field, RunEndEncodedVector vector) {
        ValueReader value = ValueReader.of(field.getChildren().getLast(), vector.getValuesVector());
        return (index, sink) -> value.read(vector.getPhysicalIndex(index), sink);
    }

    private static ValueReader[] byTypeId(Field field, FieldVector union) {
        int @Nullable [] typeIds = ((ArrowType.Union) field.getType()).getTypeIds();
        ValueReader[] children = children(field, union);
        ValueReader[] values = new ValueReader[Byte.MAX_VALUE + 1];
        for (int child = 0; child < children.length; child++) {
            values[typeIds == null ? child : typeIds[child]] = children[child];
        }
        return values;
    }

    private static ValueReader[] children(Field field, FieldVector vector) {
        List<FieldVector> children = vector.getChildrenFromFields();
        ValueReader[] readers = new ValueReader[children.size()];
        for (int child = 0; child < readers.length; child++) {
            readers[child] = ValueReader.of(field.getChildren().get(child), children.get(child));
        }
        return readers;
    }
}
