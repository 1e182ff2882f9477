package io.forwardstore.testkit.data;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
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
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Arrow vectors as plain values: null, [Boolean], [Long] for integers and times (unsigned ones extended by zeros),
/// [Float] for half and single and [Double] for double precision, [java.math.BigDecimal], [String], [Bytes], [List] for
/// lists, structs, maps (of entries of two) and intervals of several parts, [Tagged] for unions. Dictionaries, runs and
/// extension types show what they stand for.
public final class VectorValues {
    private VectorValues() {}

    /// All values of a vector.
    public static List<@Nullable Object> all(ValueVector vector) {
        List<@Nullable Object> values = new ArrayList<>(vector.getValueCount());
        for (int i = 0; i < vector.getValueCount(); i++) {
            values.add(value(vector, i));
        }
        return values;
    }

    /// One value of a vector.
    public static @Nullable Object value(ValueVector vector, int index) {
        return switch (vector) {
            case NullVector _ -> null;
            case ExtensionTypeVector<?> extension -> value(extension.getUnderlyingVector(), index);
            case UnionVector union -> sparseMember(union, index);
            case DenseUnionVector union -> denseMember(union, index);
            case RunEndEncodedVector runs -> value(runs.getValuesVector(), physicalIndex(runs, index));
            default -> vector.isNull(index) ? null : notNull(vector, index);
        };
    }

    private static Object notNull(ValueVector vector, int index) {
        return switch (vector) {
            case BitVector bits -> bits.get(index) != 0;
            case BaseFixedWidthVector fixed -> fixedWidth(fixed, index);
            case VariableWidthFieldVector text -> varWidth(text, index);
            case StructVector struct -> members(struct, index);
            default -> elements(vector, index);
        };
    }

    private static Object fixedWidth(BaseFixedWidthVector vector, int index) {
        ArrowType type = vector.getField().getType();
        byte[] content = new byte[FixedWidth.bytes(type)];
        vector.getDataBuffer().getBytes((long) index * content.length, content);
        return FixedWidth.get(type, ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static Object varWidth(VariableWidthFieldVector vector, int index) {
        byte[] content = vector.get(index);
        return switch (vector.getField().getType()) {
            case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ ->
                    new String(content, StandardCharsets.UTF_8);
            default -> Bytes.of(content);
        };
    }

    private static List<@Nullable Object> members(StructVector struct, int index) {
        List<@Nullable Object> members = new ArrayList<>();
        for (FieldVector child : struct.getChildrenFromFields()) {
            members.add(value(child, index));
        }
        return members;
    }

    private static List<@Nullable Object> elements(ValueVector vector, int index) {
        return switch (vector) {
            case ListVector list ->
                    range(list.getDataVector(), list.getElementStartIndex(index), list.getElementEndIndex(index));
            case LargeListVector list ->
                    range(list.getDataVector(), list.getElementStartIndex(index), list.getElementEndIndex(index));
            case ListViewVector list ->
                    range(list.getDataVector(), list.getElementStartIndex(index), list.getElementEndIndex(index));
            case LargeListViewVector list -> {
                long start = list.getOffsetBuffer().getLong((long) index * Long.BYTES);
                long size = list.getSizeBuffer().getLong((long) index * Long.BYTES);
                yield range(list.getDataVector(), start, start + size);
            }
            case FixedSizeListVector list -> {
                long start = (long) index * list.getListSize();
                yield range(list.getDataVector(), start, start + list.getListSize());
            }
            default -> throw new AssertionError("Unknown vector " + vector.getClass().getName());
        };
    }

    private static List<@Nullable Object> range(ValueVector vector, long start, long end) {
        List<@Nullable Object> values = new ArrayList<>();
        for (long i = start; i < end; i++) {
            values.add(value(vector, Math.toIntExact(i)));
        }
        return values;
    }

    private static Tagged sparseMember(UnionVector union, int index) {
        ArrowBuf typeIds = union.getTypeBuffer();
        int typeId = typeIds.getByte(index);
        int member = Types.memberOf((ArrowType.Union) union.getField().getType(), typeId);
        return new Tagged(typeId, value(union.getChildrenFromFields().get(member), index));
    }

    private static Tagged denseMember(DenseUnionVector union, int index) {
        int typeId = union.getTypeId(index);
        int member = Types.memberOf((ArrowType.Union) union.getField().getType(), typeId);
        FieldVector values = union.getChildrenFromFields().get(member);
        return new Tagged(typeId, value(values, union.getOffset(index)));
    }

    private static int physicalIndex(RunEndEncodedVector runs, int index) {
        FieldVector ends = runs.getRunEndsVector();
        int run = 0;
        while ((Long) notNull(ends, run) <= index) {
            run++;
        }
        return run;
    }
}
